package io.embeddingops.config;

import io.embeddingops.plan.PrometheusServer;
import java.util.List;
import java.util.Optional;

/** The settings for spec.autoscaling. */
public final class AutoscalingSettings {

    public static final Setting<Optional<String>> PROMETHEUS_ADDRESS = new Setting<>(
            "--prometheus-address",
            "url",
            "",
            Parsers::optionalHttpUrl,
            "URL of the Prometheus, or of a server with its API, that KEDA asks how busy the servers are, such as"
                    + " http://prometheus.monitoring:9090. Empty: none; autoscaling is by CPU, or by the triggers of the"
                    + " service.");

    public static final Setting<Optional<String>> PROMETHEUS_TRIGGER_AUTHENTICATION = new Setting<>(
            "--prometheus-trigger-authentication",
            "name",
            "",
            AutoscalingParsers::objectName,
            "KEDA's ClusterTriggerAuthentication with the credentials for that Prometheus. Empty: none.");

    public static final Setting<List<String>> PROMETHEUS_AUTH_MODES = new Setting<>(
            "--prometheus-auth-modes",
            "bearer,tls",
            "",
            AutoscalingParsers::authModes,
            "How KEDA authenticates to that Prometheus, separated by commas: bearer, basic, tls or custom. Needs"
                    + " --prometheus-trigger-authentication. Empty: not at all, or by the pod identity of the"
                    + " ClusterTriggerAuthentication.");

    public static final Setting<List<String>> ALLOWED_KEDA_TRIGGERS = new Setting<>(
            "--allowed-keda-triggers",
            "cron,kafka",
            "cron",
            AutoscalingParsers::triggerTypes,
            "Types of triggers of KEDA that services may add in spec.autoscaling.triggers, separated by commas. KEDA"
                    + " connects to what a trigger names. '*' allows all types. Empty: none.");

    private AutoscalingSettings() {}

    /** The Prometheus, if there is one. */
    static Optional<PrometheusServer> prometheus(SettingReader reader) {
        var address = reader.read(PROMETHEUS_ADDRESS);
        var authentication = reader.read(PROMETHEUS_TRIGGER_AUTHENTICATION);
        var modes = reader.read(PROMETHEUS_AUTH_MODES);
        if (authentication.isPresent() && address.isEmpty() && !reader.isBad(PROMETHEUS_ADDRESS)) {
            reader.problem(needs(PROMETHEUS_TRIGGER_AUTHENTICATION, PROMETHEUS_ADDRESS));
        }
        if (!modes.isEmpty() && authentication.isEmpty() && !reader.isBad(PROMETHEUS_TRIGGER_AUTHENTICATION)) {
            reader.problem(needs(PROMETHEUS_AUTH_MODES, PROMETHEUS_TRIGGER_AUTHENTICATION));
        }
        return address.map(url -> new PrometheusServer(url, authentication, modes));
    }

    private static String needs(Setting<?> given, Setting<?> missing) {
        return missing.flag() + " (or " + missing.variable() + ") must be set together with " + given.flag()
                + ": set it, or remove " + given.flag();
    }
}
