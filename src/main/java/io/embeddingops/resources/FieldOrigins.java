package io.embeddingops.resources;

import io.embeddingops.plan.AccessMount;
import io.embeddingops.plan.AutoscalingPlan;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.FetchVolume;
import io.embeddingops.plan.GpuPlan;
import io.embeddingops.plan.NetworkPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Scratch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of built objects that are made of fields of the EmbeddingService. The first row that matches decides. */
final class FieldOrigins {

    private static final String POD = "spec.template.spec.";
    private static final String CONTAINER = POD + "containers[0].";

    private static final List<Row> DEPLOYMENT = List.of(
            Row.same("metadata.name"),
            Row.same("spec.replicas"),
            Row.of("spec.strategy.rollingUpdate", "spec.rollout"),
            Row.whole("spec.strategy", "spec.rollout"),
            Row.whole("spec.progressDeadlineSeconds", "spec.health.startupTimeoutSeconds"),
            // the API server leaves out "metadata" in most errors
            Row.of("spec.template.metadata.labels", "spec.pod.labels"),
            Row.of("spec.template.labels", "spec.pod.labels"),
            Row.of("spec.template.metadata.annotations", "spec.pod.annotations"),
            Row.of("spec.template.annotations", "spec.pod.annotations"),
            Row.of(CONTAINER + "image", "spec.server.image"),
            Row.of(CONTAINER + "imagePullPolicy", "spec.server.imagePullPolicy"),
            Row.of(CONTAINER + "resources", "spec.server.resources"),
            Row.of(CONTAINER + "securityContext", "spec.server.securityContext"),
            Row.whole(CONTAINER + "ports", "spec.port"),
            Row.whole(CONTAINER + "startupProbe", "spec.health"),
            Row.whole(CONTAINER + "livenessProbe", "spec.health"),
            Row.whole(CONTAINER + "readinessProbe", "spec.health"),
            Row.ofPod("nodeSelector"),
            Row.ofPod("affinity"),
            Row.ofPod("runtimeClassName"),
            Row.ofPod("priorityClassName"),
            Row.ofPod("schedulerName"),
            Row.ofPod("serviceAccountName"),
            Row.ofPod("securityContext"),
            Row.ofPod("terminationGracePeriodSeconds"));

    private static final List<Row> SERVICE = List.of(
            Row.same("metadata.name"),
            Row.of("metadata.labels", "spec.service.labels"),
            Row.of("metadata.annotations", "spec.service.annotations"),
            Row.of("spec.type", "spec.service.type"),
            Row.whole("spec.ports", "spec.port"));

    private static final List<Row> DISRUPTION_BUDGET = List.of(
            Row.same("metadata.name"),
            Row.of("spec.maxUnavailable", "spec.disruptionBudget.maxUnavailable"),
            Row.of("spec.minAvailable", "spec.disruptionBudget.minAvailable"));

    private static final List<Row> CACHE_CLAIM = List.of(
            Row.same("metadata.name"),
            Row.whole("spec.resources", "spec.model.cache.volume.size"),
            Row.of("spec.storageClassName", "spec.model.cache.volume.storageClassName"),
            Row.of("spec.accessModes", "spec.model.cache.volume.accessModes"));

    private static final List<Row> NETWORK_POLICY =
            List.of(Row.same("metadata.name"), Row.whole("spec.ingress[0].ports", "spec.port"));

    private static final List<Row> ROUTE = List.of(
            Row.same("metadata.name"),
            Row.of("spec.parentRefs", "spec.route.parentRefs"),
            Row.of("spec.hostnames", "spec.route.hostnames"),
            Row.whole("spec.rules", "spec.route.pathPrefix"));

    private static final List<Row> AUTOSCALER = List.of(
            Row.same("metadata.name"),
            Row.of("spec.minReplicas", "spec.autoscaling.minReplicas"),
            Row.of("spec.maxReplicas", "spec.autoscaling.maxReplicas"),
            Row.of("spec.behavior", "spec.autoscaling.behavior"),
            Row.whole("spec.metrics", "spec.autoscaling.targetUtilization"));

    private static final List<Row> SCALED_OBJECT = List.of(
            Row.same("metadata.name"),
            Row.of("spec.minReplicaCount", "spec.autoscaling.minReplicas"),
            Row.of("spec.maxReplicaCount", "spec.autoscaling.maxReplicas"),
            Row.of("spec.advanced.horizontalPodAutoscalerConfig.behavior", "spec.autoscaling.behavior"));

    private static final Map<String, List<Row>> BY_KIND = Map.of(
            "Deployment", DEPLOYMENT,
            "Service", SERVICE,
            "NetworkPolicy", NETWORK_POLICY,
            "HTTPRoute", ROUTE,
            "HorizontalPodAutoscaler", AUTOSCALER,
            "ScaledObject", SCALED_OBJECT,
            "PodDisruptionBudget", DISRUPTION_BUDGET,
            "PersistentVolumeClaim", CACHE_CLAIM);

    private final List<Row> rows;

    private FieldOrigins(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * A field and what it is made of.
     *
     * @param whole whether fields below it have no field of their own in the EmbeddingService
     */
    private record Row(String field, String origin, boolean whole) {

        static Row of(String field, String origin) {
            return new Row(field, origin, false);
        }

        static Row whole(String field, String origin) {
            return new Row(field, origin, true);
        }

        static Row same(String field) {
            return of(field, field);
        }

        static Row ofPod(String field) {
            return of(POD + field, "spec.pod." + field);
        }
    }

    /**
     * A list that ends with the items of a list of the EmbeddingService.
     *
     * @param field the list in the EmbeddingService
     * @param size its number of items
     * @param ownItems what items of the operator are made of, by name
     */
    record ListOrigin(String field, int size, Map<String, String> ownItems) {}

    static FieldOrigins of(String kind, Plan plan) {
        var gpu = plan.gpu().flatMap(GpuPlan::resourceName).stream()
                .map(resource -> Row.whole(CONTAINER + "resources.limits[" + resource + "]", "spec.gpu.resourceName"));
        var fetch =
                DownloadPlan.of(plan).stream().map(download -> Row.whole(POD + "initContainers[0]", download.field()));
        var rows = BY_KIND.getOrDefault(kind, List.of(Row.same("metadata.name"))).stream();
        return new FieldOrigins(Stream.of(gpu, fetch, rows).flatMap(all -> all).toList());
    }

    Optional<String> origin(ObjectPath path) {
        return rows.stream()
                .filter(row -> path.isUnder(row.field()))
                .findFirst()
                .map(row -> row.whole() ? row.origin() : row.origin() + path.after(row.field()));
    }

    static Map<String, ListOrigin> lists(String kind, Plan plan) {
        return switch (kind) {
            case "Deployment" -> lists(plan);
            case "NetworkPolicy" -> lists(plan.network());
            case "ScaledObject" ->
                Map.of(
                        "spec.triggers",
                        list(
                                "spec.autoscaling.triggers",
                                plan.autoscaling()
                                        .map(AutoscalingPlan::triggers)
                                        .orElse(List.of())));
            default -> Map.of();
        };
    }

    private static Map<String, ListOrigin> lists(NetworkPlan network) {
        return Map.of(
                "spec.ingress[0].from", list("spec.access.from", network.from().orElse(List.of())),
                "spec.egress", list("spec.server.egressTo", network.egressTo()));
    }

    private static Map<String, ListOrigin> lists(Plan plan) {
        var server = plan.server();
        var pod = plan.pod();
        var lists = new LinkedHashMap<String, ListOrigin>();
        lists.put(CONTAINER + "env", list("spec.server.env", server.env()));
        lists.put(CONTAINER + "envFrom", list("spec.server.envFrom", server.envFrom()));
        lists.put(CONTAINER + "command", list("spec.server.extraArgs", server.extraArgs()));
        lists.put(
                CONTAINER + "volumeMounts",
                new ListOrigin(
                        "spec.server.volumeMounts",
                        server.volumeMounts().size(),
                        Map.of(Volumes.MODEL, "spec.model.source", FetchVolume.CACHE.volume(), "spec.model.source")));
        lists.put(
                POD + "volumes",
                new ListOrigin(
                        "spec.pod.volumes",
                        pod.volumes().size(),
                        Map.of(
                                Volumes.MODEL,
                                "spec.model.source",
                                FetchVolume.CACHE.volume(),
                                "spec.model.cache",
                                FetchVolume.TOKEN.volume(),
                                "spec.model.source.huggingFace.tokenSecret",
                                FetchVolume.CREDENTIALS.volume(),
                                "spec.model.source.s3.credentialsSecret",
                                FetchVolume.CA.volume(),
                                "spec.model.source",
                                AccessMount.KEYS_VOLUME,
                                "spec.access.apiKeySecret",
                                AccessMount.TLS_VOLUME,
                                "spec.access.tls",
                                Scratch.SHM.volume(),
                                "spec.server.sharedMemorySize")));
        lists.put(
                POD + "tolerations",
                new ListOrigin("spec.pod.tolerations", pod.tolerations().size(), Map.of()));
        lists.put(
                POD + "topologySpreadConstraints",
                list("spec.pod.topologySpreadConstraints", pod.topologySpreadConstraints()));
        lists.put(POD + "imagePullSecrets", list("spec.pod.imagePullSecrets", pod.imagePullSecrets()));
        return lists;
    }

    private static ListOrigin list(String field, List<?> items) {
        return new ListOrigin(field, items.size(), Map.of());
    }
}
