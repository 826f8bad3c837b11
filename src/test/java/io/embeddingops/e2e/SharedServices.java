package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.time.Instant;

/** Services shared by several test classes, which run one after the other. Each class leaves them Ready. */
final class SharedServices implements AutoCloseable {

    static final int CHECK_TIMEOUT_SECONDS = 5;
    static final int PERIOD_SECONDS = 3;

    private static final Duration LONGEST_START = Pace.of(180);

    private final Tenant tenant;
    private SharedService minilm;
    private SharedService tiny;

    SharedServices(ControlPlane controlPlane) {
        tenant = SglangService.tenant(controlPlane);
    }

    /** A model with meaningful vectors, with default settings. */
    SharedService minilm() {
        if (minilm == null) {
            minilm = start("minilm", SglangService.MINILM, "{}");
        }
        return minilm;
    }

    /** A small model with two output sizes and fast health checks. */
    SharedService tiny() {
        if (tiny == null) {
            tiny = start("tiny", SglangService.TINY, """
                    model: {dimensions: [64, 32]}
                    health: {checkTimeoutSeconds: %d, periodSeconds: %d, failureThreshold: 2}
                    """.formatted(CHECK_TIMEOUT_SECONDS, PERIOD_SECONDS));
        }
        return tiny;
    }

    private SharedService start(String name, String model, String changes) {
        var begin = Instant.now();
        var service = LiveService.create(tenant, name, model, changes);
        service.awaitReady(LONGEST_START);
        var start = Duration.between(begin, Instant.now());
        System.err.println(name + " was Ready after " + start.toSeconds() + " s");
        return new SharedService(service, start);
    }

    @Override
    public void close() {
        tenant.close();
    }

    /**
     * A shared service.
     *
     * @param start time from its creation until it was Ready
     */
    record SharedService(LiveService service, Duration start) {}
}
