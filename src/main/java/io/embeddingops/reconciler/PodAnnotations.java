package io.embeddingops.reconciler;

import io.embeddingops.health.LoadSource;
import io.embeddingops.plan.Plan;
import io.embeddingops.status.Disruption;
import io.embeddingops.status.DrainOrder;
import io.embeddingops.status.Observation;
import io.embeddingops.status.PodView;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks the least busy servers before a scale-down, and lets Karpenter have the nodes of servers that have loaded their model. */
final class PodAnnotations {

    private static final Logger LOG = LoggerFactory.getLogger(PodAnnotations.class);

    private final LoadSource load;
    private final KubernetesClient client;

    PodAnnotations(LoadSource load, KubernetesClient client) {
        this.load = load;
        this.client = client;
    }

    /** Must be called before the Deployment is scaled down. A pod that cannot be marked does not stop it. */
    void beforeScaleDown(Plan plan, Observation seen) {
        var candidates = DrainOrder.candidates(plan, seen);
        if (candidates.isEmpty()) {
            return;
        }
        var active = load.of(candidates.stream()
                .filter(PodView::serving)
                .map(pod -> ServerTarget.of(plan, pod))
                .toList());
        var first = DrainOrder.first(plan, seen, active);
        for (var pod : candidates) {
            var goes = first.contains(pod.uid());
            if (goes != DrainOrder.isMarked(pod)) {
                set(pod, DrainOrder.ANNOTATION, goes ? DrainOrder.FIRST : null);
            }
        }
    }

    /** Whether all servers that have loaded their model may be disrupted now; otherwise it must be tried again. */
    boolean afterLoading(Plan plan, Observation seen) {
        return Disruption.loaded(plan, seen).stream()
                .map(pod -> set(pod, Disruption.ANNOTATION, null))
                .reduce(true, Boolean::logicalAnd);
    }

    /** Sets or removes an annotation of that very pod. Returns false if the API server refused it. */
    private boolean set(PodView pod, String annotation, String value) {
        var metadata = pod.pod().getMetadata();
        var annotations = new HashMap<String, Object>();
        annotations.put(annotation, value);
        var patch = Map.of("metadata", Map.of("uid", pod.uid(), "annotations", annotations));
        try {
            // by the object: by its name Fabric8 would read it first
            client.resource(pod.pod())
                    .patch(
                            new PatchContext.Builder()
                                    .withPatchType(PatchType.JSON_MERGE)
                                    .withFieldManager(FieldManager.NAME)
                                    .build(),
                            client.getKubernetesSerialization().asJson(patch));
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return true;
            }
            LOG.atWarn()
                    .addKeyValue("namespace", metadata.getNamespace())
                    .addKeyValue("pod", metadata.getName())
                    .log("cannot write annotation {}: {}", annotation, ApplyErrors.sentence(e));
            return false;
        }
    }
}
