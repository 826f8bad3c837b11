package io.embeddingops.status;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to do about a server whose startup probe fails, by the probe's last failure. */
final class ProbeRemedy {

    private static final Pattern UP =
            Pattern.compile("Uvicorn running on|The server is fired up|Application startup complete");

    private ProbeRemedy() {}

    static String of(Optional<String> failure, PodView pod) {
        var refused =
                failure.filter(text -> text.contains("connection refused")).isPresent();
        var said = pod.ended()
                .map(ContainerStateTerminated::getMessage)
                .filter(text -> UP.matcher(text).find());
        if (refused && pod.address().filter(address -> address.contains(":")).isPresent()) {
            return "the pod's address is IPv6, so the server must listen on IPv6, not only on 0.0.0.0 or 127.0.0.1;"
                    + " if it does, raise spec.health.startupTimeoutSeconds";
        } else if (refused && said.isPresent()) {
            return "the server started, but listens on another address or port than the one that is checked: see its"
                    + " logs";
        } else if (failure.filter(text -> text.contains("statuscode: 503")).isPresent()) {
            return "the server runs, but its engine does not answer: see its logs, and raise"
                    + " spec.health.startupTimeoutSeconds if the model needs longer to load";
        } else if (failure.filter(text -> text.contains("deadline exceeded") || text.contains("i/o timeout"))
                .isPresent()) {
            return "the check got no answer: see the server's logs, check that nothing blocks the kubelet's requests,"
                    + " and raise spec.health.checkTimeoutSeconds if the server is only slow";
        }
        return "raise spec.health.startupTimeoutSeconds if the model needs longer to load";
    }
}
