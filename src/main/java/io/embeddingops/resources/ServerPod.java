package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.CachePlan;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server's pod. */
public final class ServerPod {

    /** Pod condition of the readiness gate in mode Enforce: no requests before the embeddings are verified. */
    public static final String VERIFIED = EmbeddingService.GROUP + "/verified";

    /** Reason of that condition when the embeddings are wrong; any other reason means not verified yet. */
    public static final String NOT_VERIFIED = "NotVerified";

    /** Changing the group of every file at each start would take minutes on a claim with many models. */
    private static final String IF_OWNER_DIFFERS = "OnRootMismatch";

    private ServerPod() {}

    static PodSpec spec(Plan plan) {
        var pod = plan.pod();
        var spec = new PodSpec();
        spec.setNodeSelector(pod.nodeSelector().isEmpty() ? null : pod.nodeSelector());
        spec.setTolerations(tolerations(plan));
        spec.setAffinity(pod.affinity().orElse(null));
        spec.setTopologySpreadConstraints(spread(plan));
        spec.setRuntimeClassName(pod.runtimeClassName().orElse(null));
        spec.setPriorityClassName(pod.priorityClassName().orElse(null));
        spec.setSchedulerName(pod.schedulerName().orElse(null));
        spec.setServiceAccountName(pod.serviceAccountName().orElse(null));
        spec.setAutomountServiceAccountToken(false);
        spec.setImagePullSecrets(pod.imagePullSecrets());
        spec.setSecurityContext(security(plan));
        spec.setTerminationGracePeriodSeconds(pod.terminationGracePeriodSeconds());
        // as process 1 of its container SGLang would ignore SIGTERM while loading, and hide its exit code
        spec.setShareProcessNamespace(true);
        // a Service named sglang would put SGLANG_PORT=tcp://... into the environment, which SGLang parses
        spec.setEnableServiceLinks(false);
        spec.setReadinessGates(gates(plan));
        spec.setInitContainers(DownloadPlan.of(plan)
                .map(download -> List.of(FetchContainer.of(plan, download)))
                .orElse(List.of()));
        spec.setContainers(List.of(ServerContainer.of(plan)));
        spec.setVolumes(Volumes.of(plan));
        spec.setResourceClaims(pod.resourceClaims());
        return spec;
    }

    /** The group that may write to a claim; the files of a pod's own disk need none. */
    private static PodSecurityContext security(Plan plan) {
        var given = plan.pod().securityContext();
        var onClaim = DownloadPlan.of(plan)
                .filter(download -> !(download.cache() instanceof CachePlan.PodDisk))
                .isPresent();
        return onClaim && given.getFsGroup() == null
                ? new PodSecurityContextBuilder(given)
                        .withFsGroup(FetchContainer.USER)
                        .withFsGroupChangePolicy(Optional.ofNullable(given.getFsGroupChangePolicy())
                                .orElse(IF_OWNER_DIFFERS))
                        .build()
                : given;
    }

    private static List<PodReadinessGate> gates(Plan plan) {
        if (!plan.verification().enforced()) {
            return List.of();
        }
        var gate = new PodReadinessGate();
        gate.setConditionType(VERIFIED);
        return List.of(gate);
    }

    private static List<Toleration> tolerations(Plan plan) {
        var tolerations = new ArrayList<Toleration>();
        plan.gpu()
                .ifPresent(gpu ->
                        gpu.taints().stream().map(ServerPod::ofTaintedNodes).forEach(tolerations::add));
        tolerations.addAll(plan.pod().tolerations());
        return tolerations;
    }

    /** GPU nodes often have a taint with the name of the resource of whole GPUs, also if they offer parts of GPUs. */
    private static Toleration ofTaintedNodes(String key) {
        var toleration = new Toleration();
        toleration.setKey(key);
        toleration.setOperator("Exists");
        toleration.setEffect("NoSchedule");
        return toleration;
    }

    private static List<TopologySpreadConstraint> spread(Plan plan) {
        return plan.pod().topologySpreadConstraints().stream()
                .map(constraint -> constraint.getLabelSelector() != null
                        ? constraint
                        : new TopologySpreadConstraintBuilder(constraint)
                                .withNewLabelSelector()
                                .withMatchLabels(Labels.selector(plan.servers()))
                                .endLabelSelector()
                                .build())
                .toList();
    }
}
