package io.embeddingops.status;

import io.embeddingops.fixtures.Given;
import io.embeddingops.source.FetchProgress;
import io.fabric8.kubernetes.api.model.Pod;

/** Pods that download a model. */
final class FetchPods {

    static final String SOURCE = "hf://acme/tiny@main";
    static final String RUNNING = "state: {running: {startedAt: \"2026-11-24T10:00:20Z\"}}";

    private FetchPods() {}

    /** A pod whose container {@code fetch} has that status. */
    static Pod pod(String name, int restarts, String fetch) {
        return Given.object("""
                metadata: {name: %1$s, namespace: ai, uid: uid-%1$s, creationTimestamp: "2026-11-24T10:00:00Z"}
                spec: {initContainers: [{name: fetch, args: [fetch, "%2$s", --to, /cache]}]}
                status:
                  phase: Pending
                  conditions: [{type: PodScheduled, status: "True", lastTransitionTime: "2026-11-24T10:00:00Z"}]
                  containerStatuses:
                  - {name: server, restartCount: 0, ready: false, state: {waiting: {reason: PodInitializing}}}
                  initContainerStatuses:
                  - {name: fetch, restartCount: %3$d, ready: false, %4$s}
                """.formatted(name, SOURCE, restarts, fetch), Pod.class);
    }

    static Pod running(String name) {
        return pod(name, 0, RUNNING);
    }

    /** A pod whose download succeeded at that time. */
    static Pod done(String name, String time, String revision, String more) {
        return pod(name, 0, """
                state: {terminated: {exitCode: 0, finishedAt: "2026-11-24T%sZ", message: '%s'}}
                """.formatted(time, """
                {"source":"%s","revision":"%s","bytes":7,"digest":"sha256:d-%s"%s}""".formatted(SOURCE, revision, revision, more))
                .strip());
    }

    /** Why the last run failed; it ended, or runs again. */
    static String failed(String reason) {
        return "terminated: {exitCode: 1, reason: Error, message: '{\"reason\":\"%s\",\"message\":\"why\"}'}"
                .formatted(reason);
    }

    static FetchProgress progress(String phase, long bytes, Long total, long speed) {
        return new FetchProgress(SOURCE, "c0ffee", phase, bytes, total, speed);
    }
}
