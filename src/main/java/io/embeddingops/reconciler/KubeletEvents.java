package io.embeddingops.reconciler;

import io.embeddingops.status.PodEvent;
import io.embeddingops.status.PodView;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the kubelet's Events about a pod. A pod's status does not show failed mounts and failed probes. Watching all Events
 * of a cluster would cost far more than requesting those of the few pods with a problem.
 */
final class KubeletEvents {

    private static final Logger LOG = LoggerFactory.getLogger(KubeletEvents.class);

    private KubeletEvents() {}

    static List<PodEvent> of(PodView pod, KubernetesClient client) {
        try {
            return client
                    .v1()
                    .events()
                    .inNamespace(pod.pod().getMetadata().getNamespace())
                    .withField("involvedObject.uid", pod.uid())
                    .list()
                    .getItems()
                    .stream()
                    .map(event -> read(pod, event))
                    .toList();
        } catch (KubernetesClientException e) {
            LOG.debug("cannot read the Events of pod {}", pod.name(), e);
            return List.of();
        }
    }

    private static PodEvent read(PodView pod, Event event) {
        var last = Stream.of(
                        event.getLastTimestamp(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getFirstTimestamp())
                .flatMap(time -> Optional.ofNullable(time).stream())
                .map(Instant::parse)
                .findFirst()
                .orElse(Instant.EPOCH);
        return new PodEvent(
                pod.name(),
                Optional.ofNullable(event.getInvolvedObject().getFieldPath()).orElse(""),
                event.getReason(),
                Optional.ofNullable(event.getMessage()).orElse(""),
                last);
    }
}
