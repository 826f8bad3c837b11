package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.resources.ServerDeployment;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DroppedFieldsTest {

    private static final String SPEC = """
            model: {path: /models/m}
            server:
              env: [{name: A, value: ""}]
              volumeMounts: [{name: trust, mountPath: /t, subPath: "", recursiveReadOnly: Enabled, readOnly: true}]
              securityContext: {procMount: Default}
            pod:
              volumes:
              - name: trust
                projected: {sources: [{configMap: {name: c}}, {clusterTrustBundle: {name: n, path: p}}]}
            """;

    @Test
    void equalPodLacksNothing() {
        assertThat(warnings(pod -> {})).isEmpty();
    }

    @Test
    void namesTheFieldOfTheSpec() {
        assertThat(warnings(pod -> {
                    volume(pod).getProjected().getSources().set(1, new VolumeProjection());
                    mount(pod).setRecursiveReadOnly(null);
                    pod.getContainers().get(0).getSecurityContext().setProcMount(null);
                }))
                .extracting(
                        warning -> warning.replaceFirst(" is not supported by this cluster and was dropped: .*", ""))
                .containsExactlyInAnyOrder(
                        "spec.pod.volumes[0].projected.sources[1].clusterTrustBundle",
                        "spec.server.volumeMounts[0].recursiveReadOnly",
                        "spec.server.securityContext.procMount");
    }

    @Test
    void emptyValuesAreNoLoss() {
        assertThat(warnings(pod -> {
                    mount(pod).setSubPath(null);
                    pod.getContainers().get(0).getEnv().stream()
                            .filter(variable -> variable.getName().equals("A"))
                            .forEach(variable -> variable.setValue(null));
                }))
                .isEmpty();
    }

    @Test
    void addedItemsMakeNoDifference() {
        assertThat(warnings(pod -> {
                    var volumes = new ArrayList<>(pod.getVolumes());
                    volumes.add(0, new VolumeBuilder().withName("injected").build());
                    pod.setVolumes(volumes);
                    pod.getContainers()
                            .add(0, new ContainerBuilder().withName("proxy").build());
                }))
                .isEmpty();
    }

    private static List<String> warnings(Consumer<PodSpec> change) {
        var service = Given.service(SPEC);
        var plan = (Plan) new Planner(Given.POLICY).plan(service);
        var actual = pod(plan);
        change.accept(actual);
        return DroppedFields.warnings(service.getSpec(), pod(plan), actual);
    }

    private static PodSpec pod(Plan plan) {
        var deployment = ServerDeployment.build(plan);
        return Given.SERIALIZATION.clone(deployment).getSpec().getTemplate().getSpec();
    }

    private static Volume volume(PodSpec pod) {
        return pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals("trust"))
                .findFirst()
                .orElseThrow();
    }

    private static VolumeMount mount(PodSpec pod) {
        return pod.getContainers().get(0).getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals("trust"))
                .findFirst()
                .orElseThrow();
    }
}
