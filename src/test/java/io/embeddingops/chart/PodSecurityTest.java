package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods meet Pod Security's `restricted` level and some stricter rules. ReleaseIT runs the API server's own check. */
class PodSecurityTest {

    static Stream<PodSpec> pods() {
        var objects = Chart.render("");
        return Stream.of(
                Chart.only(objects, Deployment.class).getSpec().getTemplate().getSpec(),
                Chart.only(objects, Pod.class).getSpec());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void podsAreRestricted(PodSpec pod) {
        var context = pod.getSecurityContext();
        assertThat(context.getRunAsNonRoot()).isTrue();
        assertThat(context.getRunAsUser()).isEqualTo(65532);
        assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getVolumes()).isEmpty();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getContainers()).singleElement().satisfies(container -> {
            var own = container.getSecurityContext();
            assertThat(own.getAllowPrivilegeEscalation()).isFalse();
            assertThat(own.getReadOnlyRootFilesystem()).isTrue();
            assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }
}
