package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A service whose servers are held to less than half a core, so that three of them fit on a machine with two.
 *
 * @param capacity requests per second that one of its servers can answer
 */
record ScaledService(LiveService live, String url, double capacity) {

    static final int MAX_SERVERS = 3;

    /** A server with so little CPU needs one to two minutes. */
    static final Duration START = Pace.of(300);

    /** Scales down a minute after the load has fallen, instead of five. */
    static final String FAST = "behavior: {scaleDown: {stabilizationWindowSeconds: 60}}";

    private static final String MILLICORES = "450m";
    private static final Duration ANSWER = Pace.of(120);

    /** 120 words each, so that the server computes more than it parses, and a step with two texts takes nearly twice as long. */
    static final List<String> TEXTS = IntStream.range(0, 50)
            .mapToObj(
                    i -> "Text number " + i + " tells how the old stone bridge was built across the river. ".repeat(8))
            .toList();

    /** Creates a service without autoscaling and measures its only server. */
    static ScaledService measured(Tenant tenant, String name) {
        var live = LiveService.create(tenant, name, SglangService.MINILM, spec("null"));
        live.awaitReady(START);
        var client = new EmbeddingClient(tenant.client(), ANSWER);
        var url = client.resolved(live.url());
        var capacity = Capacity.measure(client, url, TEXTS);
        System.err.printf("%s: one server answers %.1f requests per second%n", name, capacity);
        return new ScaledService(live, url, capacity);
    }

    /** Gives the service an autoscaler, which changes no pod, and waits until it scales. */
    void autoscale(String settings) {
        edit(settings);
        awaitAutoscaled(Condition.TRUE, "ScalingActive", Pace.of(120));
    }

    /** Gives the service an autoscaler with those settings. */
    void edit(String settings) {
        live.edit(SglangService.MINILM, spec("{maxReplicas: " + MAX_SERVERS + ", " + settings + "}"));
    }

    Condition awaitAutoscaled(String status, String reason, Duration limit) {
        Tenant.within(
                limit,
                () -> assertThat(live.resource().getStatus().condition(Condition.AUTOSCALED))
                        .hasValueSatisfying(condition -> assertThat(condition)
                                .extracting(Condition::status, Condition::reason)
                                .containsExactly(status, reason)));
        return autoscaled();
    }

    Condition autoscaled() {
        return live.resource().getStatus().condition(Condition.AUTOSCALED).orElseThrow();
    }

    /** The number of servers that the spec asks for. */
    int replicas() {
        return live.resource().getSpec().replicas();
    }

    private static String spec(String autoscaling) {
        return """
                server: {resources: {requests: {cpu: %1$s}, limits: {cpu: %1$s}}}
                autoscaling: %2$s
                """.formatted(MILLICORES, autoscaling);
    }
}
