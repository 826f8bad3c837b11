package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What fails at random moments, the same for the same seed as far as the same servers are ready. */
final class Faults {

    private static final Duration AWAY = Duration.ofSeconds(5);

    private final KilledServers killed = new KilledServers();
    private final ControlPlane controlPlane;
    private final LiveService service;
    private final RestartedOperator operator;
    private final Random random;
    private int count;

    private enum Fault {
        SERVER_KILLED,
        POD_DELETED,
        OPERATOR_KILLED,
        API_SERVER_AWAY
    }

    Faults(ControlPlane controlPlane, LiveService service, RestartedOperator operator, long seed) {
        this.controlPlane = controlPlane;
        this.service = service;
        this.operator = operator;
        this.random = new Random(seed);
    }

    int count() {
        return count;
    }

    KilledServers killed() {
        return killed;
    }

    /** Lets something fail at a random moment within that time. What happens meanwhile may fail only for that reason. */
    CompletableFuture<Void> within(Duration time) {
        var moment = random.nextLong(time.toMillis());
        var fault = Fault.values()[random.nextInt(Fault.values().length)];
        var choice = random.nextInt(Integer.MAX_VALUE);
        count++;
        return CompletableFuture.runAsync(() -> {
            pause(Duration.ofMillis(moment));
            var what = happen(fault, choice);
            System.err.printf("fault %d after %d ms: %s%n", count, moment, what);
        });
    }

    private String happen(Fault fault, int choice) {
        switch (fault) {
            case OPERATOR_KILLED -> restartOperator();
            case API_SERVER_AWAY -> restartApiServer();
            case SERVER_KILLED, POD_DELETED -> {
                var pods = spare();
                if (pods.isEmpty()) {
                    restartOperator();
                    return fault + " is not possible, so the operator was killed";
                }
                var pod = pods.get(choice % pods.size());
                end(fault, pod);
                return fault + " " + pod.getMetadata().getName();
            }
        }
        return fault.toString();
    }

    private void end(Fault fault, Pod pod) {
        if (fault == Fault.SERVER_KILLED) {
            killed.add(pod.getMetadata().getName(), Instant.now());
            new PodProcesses(pod).kill(PodProcesses.SERVER);
        } else {
            service.tenant().client().resource(pod).delete();
        }
    }

    /** The ready pods of both sides that have another one beside them. */
    private List<Pod> spare() {
        var ready = ServiceObjects.pods(service).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && Readiness.isPodReady(pod))
                .collect(Collectors.groupingBy(
                        pod -> pod.getMetadata().getLabels().get(Labels.SERVICE)));
        return ready.values().stream()
                .filter(pods -> pods.size() > 1)
                .flatMap(List::stream)
                .toList();
    }

    private void restartOperator() {
        operator.kill();
        operator.start();
    }

    private void restartApiServer() {
        controlPlane.killApiServer();
        try {
            pause(AWAY);
        } finally {
            controlPlane.startApiServer();
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
