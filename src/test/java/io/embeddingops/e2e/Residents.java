package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.time.Instant;

/** Services that several test classes use, one after the other; each class leaves them Ready. */
final class Residents implements AutoCloseable {

    static final int CHECK_TIMEOUT_SECONDS = 5;
    static final int PERIOD_SECONDS = 3;

    private static final Duration LONGEST_START = Pace.of(180);

    private final Tenant tenant;
    private Resident minilm;
    private Resident tiny;

    Residents(ControlPlane controlPlane) {
        tenant = SglangService.tenant(controlPlane);
    }

    /** A model whose vectors mean something, with default settings. */
    Resident minilm() {
        if (minilm == null) {
            minilm = start("minilm", SglangService.MINILM, "{}");
        }
        return minilm;
    }

    /** A small model with two output sizes and fast health checks. */
    Resident tiny() {
        if (tiny == null) {
            tiny = start("tiny", SglangService.TINY, """
                    model: {dimensions: [64, 32]}
                    health: {checkTimeoutSeconds: %d, periodSeconds: %d, failureThreshold: 2}
                    """.formatted(CHECK_TIMEOUT_SECONDS, PERIOD_SECONDS));
        }
        return tiny;
    }

    private Resident start(String name, String model, String changes) {
        var begin = Instant.now();
        var service = LiveService.create(tenant, name, model, changes);
        service.awaitReady(LONGEST_START);
        var start = Duration.between(begin, Instant.now());
        System.err.println(name + " was Ready after " + start.toSeconds() + " s");
        return new Resident(service, start);
    }

    @Override
    public void close() {
        tenant.close();
    }

    /**
     * A resident service.
     *
     * @param start from its creation until it was Ready
     */
    record Resident(LiveService service, Duration start) {}
}
