package io.embeddingops.status;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds Deployments and pods as the API server returns them. Pods are created at ten o'clock. */
final class Observations {

    static final Plan PLAN = Given.plan("""
            model: {path: /models/tiny}
            server: {resources: {limits: {memory: 12Gi}}}
            """);

    /** Before all deadlines of a pod that was created at ten o'clock. */
    static final Instant NOW = at("10:00:30");

    private Observations() {}

    static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + "Z");
    }

    /** A pod created at ten o'clock with that status. */
    static Pod pod(String name, String status) {
        return pod(name, "10:00:00", status);
    }

    static Pod pod(String name, String created, String status) {
        return Given.object("""
                metadata: {name: %s, namespace: ai, uid: uid-%s, creationTimestamp: "2026-11-24T%sZ"}
                status:
                """.formatted(name, name, created) + status.indent(2), Pod.class);
    }

    /**
     * A pod on a node.
     *
     * @param ready status of its Ready condition and since when, such as {@code False 10:00:01}
     * @param server the container's status without name and image
     */
    static Pod placed(String name, String ready, String server) {
        var words = ready.split(" ");
        return pod(name, """
                phase: Running
                conditions:
                  - {type: PodScheduled, status: "True", lastTransitionTime: "2026-11-24T10:00:00Z"}
                  - {type: Ready, status: "%s", lastTransitionTime: "2026-11-24T%sZ"}
                containerStatuses:
                  - name: server
                    image: lmsysorg/sglang:v0.5.23
                """.formatted(words[0], words[1]) + server.indent(4));
    }

    /** A pod that is ready. */
    static Pod ready(String name) {
        return placed(name, "True 10:01:00", """
                restartCount: 0
                started: true
                ready: true
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
    }

    /** A Deployment whose controller has observed its third and latest generation. */
    static Deployment deployment(int desired, String status) {
        return Given.object("""
                metadata: {name: tiny, namespace: ai, generation: 3}
                spec: {replicas: %d}
                status:
                  observedGeneration: 3
                """.formatted(desired) + status.indent(2), Deployment.class);
    }

    /** A Deployment of whose generations only the given one was observed. */
    static Deployment deployment(Long observation) {
        var deployment = deployment(1, 1);
        deployment.getStatus().setObservedGeneration(observation);
        return deployment;
    }

    /** A Deployment with that many updated and available pods. */
    static Deployment deployment(int desired, int available) {
        return deployment(desired, """
                replicas: %d
                updatedReplicas: %d
                readyReplicas: %d
                availableReplicas: %d
                """.formatted(desired, desired, available, available));
    }

    static Observation of(Deployment deployment, Pod... pods) {
        return Observation.of(Optional.of(deployment), List.of(pods), NOW);
    }

    /** A Deployment with one pod that is not available. */
    static Observation of(Pod pod) {
        return of(deployment(1, 0), pod);
    }

    static PodEvent event(Pod pod, String time, String reason, String message) {
        return new PodEvent(pod.getMetadata().getName(), reason, message, at(time));
    }

    /** The verdict on a service with that one pod and these Events. */
    static Verdict verdict(Pod pod, PodEvent... events) {
        return Checks.verdict(PLAN, of(pod).withEvents(List.of(events)));
    }
}
