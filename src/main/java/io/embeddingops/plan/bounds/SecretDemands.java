package io.embeddingops.plan.bounds;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.plan.AccessPlan;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Secrets that a service makes readable in its containers, or that the node uses to mount its storage. Image pull
 * Secrets need no permission: the kubelet sends them only to the image's registry.
 */
final class SecretDemands {

    private SecretDemands() {}

    static Stream<Demand> of(Plan plan) {
        return Stream.of(
                        DownloadPlan.of(plan).stream().flatMap(SecretDemands::download),
                        named("spec.server.env", plan.server().env()),
                        named("spec.server.envFrom", plan.server().envFrom()),
                        named("spec.pod.volumes", plan.pod().volumes()),
                        access(plan.access()))
                .flatMap(demands -> demands);
    }

    /** The download sends them to a host of the service's choice. */
    private static Stream<Demand> download(DownloadPlan download) {
        var token = download.token()
                .map(key -> new Demand(Bound.SECRETS, download.field() + ".tokenSecret.name", key.name()));
        var credentials = download.credentials()
                .map(name -> new Demand(Bound.SECRETS, download.field() + ".credentialsSecret.name", name));
        return Stream.concat(token.stream(), credentials.stream());
    }

    /** The operator may read them as well. */
    private static Stream<Demand> access(AccessPlan access) {
        var keys = access.apiKeySecret().map(name -> new Demand(Bound.SECRETS, "spec.access.apiKeySecret.name", name));
        var tls = access.tlsSecret().map(name -> new Demand(Bound.SECRETS, "spec.access.tls.secretName", name));
        return Stream.concat(keys.stream(), tls.stream());
    }

    private static Stream<Demand> named(String field, List<?> values) {
        return Item.of(field, values).flatMap(item -> below(item.field(), Tree.of(item.value())));
    }

    private static Stream<Demand> below(String field, JsonNode node) {
        if (node.isArray()) {
            return Item.<JsonNode>of(field, node).flatMap(item -> below(item.field(), item.value()));
        }
        return node.properties().stream().flatMap(entry -> {
            var name = entry.getKey();
            var value = entry.getValue();
            if (name.equals("secretName")) {
                return Stream.of(new Demand(Bound.SECRETS, field + "." + name, value.asText()));
            } else if (isReference(name) && value.has("name")) {
                return Stream.of(new Demand(
                        Bound.SECRETS,
                        field + "." + name + ".name",
                        value.get("name").asText()));
            }
            return below(field + "." + name, value);
        });
    }

    /** Such as secretKeyRef, secretRef, nodePublishSecretRef, and secret in a projected volume. */
    private static boolean isReference(String field) {
        return field.equals("secret") || field.matches("(.*S|s)ecret(Key)?Ref");
    }
}
