package io.embeddingops.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings for routes and network policies. */
public final class AccessSettings {

    public static final Setting<List<String>> ALLOWED_GATEWAYS = new Setting<>(
            "--allowed-gateways",
            "ns/a,ns/*",
            "",
            Parsers::gateways,
            "Gateways that the routes of services may attach to, separated by commas: NAMESPACE/NAME, NAMESPACE/* for all"
                    + " Gateways of a namespace, or '*' for all. Empty: none.");

    public static final Setting<Optional<String>> OPERATOR_NAMESPACE = new Setting<>(
            "--operator-namespace",
            "name",
            "",
            Parsers::optionalNamespace,
            "Namespace of the operator's pods, which NetworkPolicies of services with spec.access.from let connect to the"
                    + " servers. Empty: the NetworkPolicies allow only what the services list.");

    public static final Setting<Map<String, String>> OPERATOR_POD_LABELS = new Setting<>(
            "--operator-pod-labels",
            "a=b,c=d",
            "app.kubernetes.io/name=embedding-operator",
            Parsers::labels,
            "Labels that select the operator's pods in that namespace, separated by commas.");

    private AccessSettings() {}
}
