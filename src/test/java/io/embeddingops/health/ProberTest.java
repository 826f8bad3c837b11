package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProberTest {

    private static final ServiceKey SERVICE = new ServiceKey("ai", "qwen");
    private static final Report PASSED = Report.of(List.of(), Optional.empty());
    private static final Report SILENT = report(Problem.UNREACHABLE);
    private static final Report WRONG = report(Problem.INVALID_VECTORS);

    private final Map<String, Report> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();
    private final Queue<ServiceKey> changed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final AtomicInteger endpoints = new AtomicInteger();
    private volatile Optional<String> ca = Optional.empty();
    private volatile boolean alive = true;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Prober prober = new Prober(
            target -> {
                endpoints.incrementAndGet();
                return new Connection(new Endpoint(target.pod()), ca);
            },
            run -> suite(((Endpoint) run.endpoint()).pod()),
            2,
            target -> alive,
            changed::add,
            metrics,
            Duration.ofHours(1));

    @AfterEach
    void close() {
        hanging.countDown();
        prober.close();
    }

    @Test
    void newServerIsVerifiedOnceImmediately() {
        answers.put("a", PASSED);
        prober.watch(SERVICE, List.of(target("a", "1")));
        eventually(() -> assertThat(prober.history(SERVICE, "a").flatMap(VerificationHistory::report))
                .contains(PASSED));
        prober.watch(SERVICE, List.of(target("a", "1")));
        prober.watch(SERVICE, List.of(target("a", "1")));
        assertThat(runs).containsEntry("a", 1);
        assertThat(changed).containsExactly(SERVICE);
        assertThat(metrics.get("embedding.operator.verification")
                        .tag("outcome", "passed")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void restartedServerIsVerifiedAgain() {
        answers.put("a", PASSED);
        prober.watch(SERVICE, List.of(target("a", "1")));
        eventually(() -> assertThat(prober.history(SERVICE, "a").flatMap(VerificationHistory::report))
                .isPresent());
        answers.put("a", WRONG);
        prober.watch(SERVICE, List.of(target("a", "2")));
        eventually(() -> assertThat(prober.history(SERVICE, "a").flatMap(VerificationHistory::report))
                .contains(WRONG));
        assertThat(prober.history(SERVICE, "a").orElseThrow().failures()).isEqualTo(1);
    }

    @Test
    void unwatchedServerIsForgotten() {
        answers.put("a", PASSED);
        prober.watch(SERVICE, List.of(target("a", "1")));
        eventually(() -> assertThat(prober.history(SERVICE, "a").flatMap(VerificationHistory::report))
                .isPresent());
        prober.watch(SERVICE, List.of());
        assertThat(prober.history(SERVICE, "a").flatMap(VerificationHistory::report))
                .isEmpty();
    }

    @Test
    void deletedPodIsNotVerified() {
        alive = false;
        prober.watch(SERVICE, List.of(target("a", "1")));
        await().during(Duration.ofMillis(200)).until(() -> endpoints.get() == 0);
    }

    @Test
    void serverThatRequiresAnApiKeyIsReachable() {
        answers.put("a", report(Problem.UNAUTHORIZED));
        prober.watch(SERVICE, List.of(target("a", "1")));
        eventually(() -> assertThat(prober.history(SERVICE, "a").flatMap(VerificationHistory::report))
                .isPresent());
        assertThat(prober.allUnreachable()).isFalse();
    }

    @Test
    void hangingServersDoNotDelayOthers() {
        for (var pod : List.of("hung-1", "hung-2", "hung-3", "hung-4")) {
            answers.put(pod, SILENT);
        }
        var slow = List.of(target("hung-1", "1"), target("hung-2", "1"), target("hung-3", "1"), target("hung-4", "1"));
        prober.watch(SERVICE, slow);
        eventually(() -> assertThat(slow)
                .allMatch(target ->
                        prober.history(SERVICE, target.uid()).orElseThrow().failures() > 0));
        assertThat(prober.allUnreachable()).isTrue();
        answers.clear();

        var other = new ServiceKey("ai", "other");
        // from now on those four hang, on the slow threads
        await().atMost(Duration.ofSeconds(20))
                .until(() -> runs.values().stream().filter(n -> n > 1).count() >= 2);
        answers.put("b", PASSED);
        prober.watch(
                other,
                List.of(new Target(
                        other,
                        "b",
                        "b",
                        "1",
                        "10.0.0.2",
                        30000,
                        "m",
                        List.of(),
                        TargetAccess.OPEN,
                        Expectations.NONE,
                        Duration.ofHours(1),
                        false)));
        eventually(() -> assertThat(prober.history(other, "b").flatMap(VerificationHistory::report))
                .contains(PASSED));
        assertThat(prober.allUnreachable()).isFalse();
    }

    @Test
    void refusedKeyIsReadAgainBeforeItIsReported() {
        var target = target("a", "1", new TargetAccess(Optional.of("keys"), Optional.empty()));
        answers.put("a", report(Problem.UNAUTHORIZED));
        prober.watch(SERVICE, List.of(target));
        eventually(() -> assertThat(prober.history(SERVICE, "a").flatMap(VerificationHistory::report))
                .isPresent());
        assertThat(endpoints).hasValue(2);
        assertThat(runs).containsEntry("a", 2);
        assertThat(prober.history(SERVICE, "a").orElseThrow().failures()).isEqualTo(1);
    }

    @Test
    void newCaIsReportedAlthoughTheResultIsTheSame() {
        answers.put("a", PASSED);
        ca = Optional.of("first");
        prober.watch(SERVICE, List.of(target("a", "1")));
        eventually(() -> assertThat(changed).hasSize(1));
        assertThat(prober.ca(SERVICE)).contains("first");

        ca = Optional.of("second");
        answers.put("b", PASSED);
        prober.watch(SERVICE, List.of(target("a", "1"), target("b", "1")));
        eventually(() -> assertThat(prober.ca(SERVICE)).contains("second"));
        ca = Optional.empty();
        prober.watch(SERVICE, List.of());
        assertThat(prober.ca(SERVICE)).isEmpty();
    }

    private Report suite(String pod) {
        runs.merge(pod, 1, Integer::sum);
        var answer = answers.get(pod);
        if (answer != null) {
            return answer;
        }
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return SILENT;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(5)).untilAsserted(assertion);
    }

    private static Target target(String pod, String start) {
        return target(pod, start, TargetAccess.OPEN);
    }

    private static Target target(String pod, String start, TargetAccess access) {
        return new Target(
                SERVICE,
                pod,
                pod,
                start,
                "10.0.0.1",
                30000,
                "m",
                List.of(),
                access,
                Expectations.NONE,
                Duration.ofHours(1),
                false);
    }

    private static Report report(Problem problem) {
        return Report.of(List.of(new Finding(problem, "why")), Optional.empty());
    }
}
