package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import java.time.Duration;

/** Load in steps of what one server can answer: 50 %, 120 %, 200 %, then 20 % while servers go, and 0. */
final class LoadSteps implements AutoCloseable {

    private static final long SEED = 24;

    /** An autoscaler sees the load of the last minute, and looks every 15 to 30 seconds. */
    private static final Duration REACTION = Pace.of(180);

    private static final Duration HOLD = Duration.ofSeconds(90);

    /** The window of {@link ScaledService#FAST}, and a server a minute. */
    private static final Duration FALL = Pace.of(420);

    /** The default target of spec.autoscaling.targetUtilization. */
    private static final double TARGET = 0.7;

    private final ScaledService service;
    private final SteppedLoad load;
    private final Timeline timeline;

    LoadSteps(ScaledService service, String file) {
        this.service = service;
        load = SteppedLoad.start(service.url(), ScaledService.TEXTS, SEED);
        timeline = new Timeline(service.live(), load, file);
    }

    /** One server stays, three are reached, and one remains. */
    void followed() throws InterruptedException {
        share(0.5);
        Thread.sleep(HOLD.toMillis());
        assertThat(timeline.last().replicas()).as("servers at 50 %").isEqualTo(1);
        rises(1.2, 2);
        rises(2, 3);
        share(0.2);
        falls();
        share(0);
        load.close();
        assertThat(load.failures()).isEmpty();
        assertThat(load.answered()).isEqualTo(load.sent()).isPositive();
        assertLoadingServersAreNotAskedForTwice();
    }

    /** The same load, to which nothing reacts. */
    void ignored() throws InterruptedException {
        for (var share : new double[] {0.5, 1.2, 2}) {
            share(share);
            Thread.sleep(HOLD.toMillis());
        }
        share(0);
        load.close();
        assertThat(load.failures()).isEmpty();
        assertThat(timeline.samples())
                .allSatisfy(sample -> assertThat(sample.replicas()).isEqualTo(1));
    }

    private void rises(double share, int servers) throws InterruptedException {
        var begin = timeline.now();
        share(share);
        Tenant.within(REACTION, () -> assertThat(timeline.last().replicas()).isGreaterThanOrEqualTo(servers));
        var asked = timeline.asked(begin, servers).orElseThrow();
        Tenant.within(
                ScaledService.START, () -> assertThat(timeline.last().ready()).isGreaterThanOrEqualTo(servers));
        System.err.printf(
                "%s: %.0f %% of one server: %d servers asked for after %.0f s, ready after %.0f s%n",
                service.live().name(), 100 * share, servers, asked - begin, timeline.now() - begin);
        Thread.sleep(HOLD.toMillis());
    }

    private void falls() {
        var begin = timeline.now();
        Tenant.within(FALL, () -> {
            assertThat(timeline.last().replicas()).isEqualTo(1);
            assertThat(timeline.last().ready()).isEqualTo(1);
        });
        System.err.printf(
                "%s: one server remains after %.0f s%n", service.live().name(), timeline.now() - begin);
    }

    private void share(double share) {
        timeline.rate(share * service.capacity());
    }

    /** A server is busy for 100 % at most, so the ready ones cannot ask for more than that. Those that load ask for nothing. */
    private void assertLoadingServersAreNotAskedForTwice() {
        var mostReady = 1;
        for (var sample : timeline.samples()) {
            mostReady = Math.max(mostReady, sample.ready());
            assertThat(sample.replicas())
                    .as("servers asked for after %s s, %s were ready", sample.seconds(), mostReady)
                    .isLessThanOrEqualTo((int) Math.ceil(mostReady / TARGET));
        }
    }

    @Override
    public void close() {
        timeline.rate(0);
        timeline.close();
        load.close();
    }
}
