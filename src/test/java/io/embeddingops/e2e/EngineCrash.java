package io.embeddingops.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Ends a server as a crash of SGLang's engine does: its scheduler dies, and SGLang ends itself. */
final class EngineCrash {

    private EngineCrash() {}

    static void of(LiveService service) {
        of(service.pods());
    }

    /** Crashes those of the pods that serve. */
    static void of(List<Pod> pods) {
        var crashed = pods.stream()
                .map(PodProcesses::new)
                .filter(processes -> processes.find(PodProcesses.SCHEDULER).isPresent())
                .peek(processes -> processes.kill(PodProcesses.SCHEDULER))
                .count();
        if (crashed == 0) {
            throw new AssertionError("no scheduler in the pods");
        }
    }
}
