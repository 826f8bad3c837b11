package io.embeddingops.plan.kubernetes;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.GpuPlan;
import io.embeddingops.plan.NetworkPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PodPlan;
import io.embeddingops.plan.SecurityDefaults;
import io.embeddingops.plan.ServerPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules of Kubernetes' own types, in the order of the fields in a manifest. */
public final class KubernetesRules {

    private KubernetesRules() {}

    /** What the API server would refuse in the objects of the plan. */
    public static Stream<FieldError> check(Plan plan) {
        return Stream.of(
                        SourceChecks.of(plan),
                        gpu(plan),
                        server(plan.server()),
                        placement(plan.pod()),
                        PodAnnotationChecks.of(plan),
                        pod(plan.pod()),
                        network(plan.network()),
                        plan.autoscaling().stream()
                                .flatMap(autoscaling -> ScalingChecks.BEHAVIOR.of(
                                        Value.of("spec.autoscaling.behavior", autoscaling.behavior()))),
                        LabelChecks.labels(
                                Value.of("spec.service.labels", plan.service().labels())),
                        LabelChecks.annotations(Value.of(
                                "spec.service.annotations", plan.service().annotations())))
                .flatMap(errors -> errors);
    }

    private static Stream<FieldError> gpu(Plan plan) {
        return plan.gpu().flatMap(GpuPlan::resourceName).stream()
                .filter(resource -> !ResourceChecks.isName(resource) || !resource.contains("/"))
                .map(resource -> Value.of("spec.gpu.resourceName", resource)
                        .wrong("must be an extended resource such as nvidia.com/gpu"));
    }

    private static Stream<FieldError> server(ServerPlan server) {
        var privileged =
                Optional.ofNullable(server.securityContext().getPrivileged()).orElse(false);
        return Stream.of(
                        items("spec.server.env", server.env(), EnvironmentChecks.VARIABLE),
                        items("spec.server.envFrom", server.envFrom(), EnvironmentChecks.SOURCE),
                        ResourceChecks.of(Value.of("spec.server.resources", server.resources())),
                        items("spec.server.volumeMounts", server.volumeMounts(), MountChecks.of(privileged)),
                        context("spec.server.securityContext", server.securityContext(), SecurityChecks.OF_CONTAINER))
                .flatMap(errors -> errors);
    }

    private static Stream<FieldError> network(NetworkPlan network) {
        return Stream.concat(
                items("spec.access.from", network.from().orElse(List.of()), NetworkChecks.PEER),
                items("spec.server.egressTo", network.egressTo(), NetworkChecks.EGRESS_RULE));
    }

    private static Stream<FieldError> placement(PodPlan pod) {
        return Stream.of(
                        LabelChecks.labels(Value.of("spec.pod.labels", pod.labels())),
                        LabelChecks.annotations(Value.of("spec.pod.annotations", pod.annotations())),
                        LabelChecks.labels(Value.of("spec.pod.nodeSelector", pod.nodeSelector())),
                        items("spec.pod.tolerations", pod.tolerations(), SchedulingChecks.TOLERATION),
                        pod.affinity().stream()
                                .flatMap(affinity ->
                                        AffinityChecks.AFFINITY.of(Value.of("spec.pod.affinity", affinity))),
                        SchedulingChecks.constraints(
                                Value.of("spec.pod.topologySpreadConstraints", pod.topologySpreadConstraints())))
                .flatMap(errors -> errors);
    }

    private static Stream<FieldError> pod(PodPlan pod) {
        return Stream.of(
                        name("spec.pod.runtimeClassName", pod.runtimeClassName()),
                        name("spec.pod.priorityClassName", pod.priorityClassName()),
                        name("spec.pod.serviceAccountName", pod.serviceAccountName()),
                        items("spec.pod.imagePullSecrets", pod.imagePullSecrets(), Check.required("name")),
                        context("spec.pod.securityContext", pod.securityContext(), SecurityChecks.OF_POD),
                        items("spec.pod.volumes", pod.volumes(), VolumeChecks.VOLUME))
                .flatMap(errors -> errors);
    }

    private static Stream<FieldError> items(String field, List<?> list, Check check) {
        return list.isEmpty() ? Stream.empty() : Value.of(field, list).items().flatMap(check::of);
    }

    private static Stream<FieldError> context(String field, Object context, Check check) {
        return SecurityDefaults.isOwn(context) ? Stream.empty() : check.of(Value.of(field, context));
    }

    private static Stream<FieldError> name(String field, Optional<String> name) {
        return name.stream().flatMap(given -> Formats.DNS_NAME.of(Value.of(field, given)));
    }
}
