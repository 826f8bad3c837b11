package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeRulesTest {

    private static final String OUTSIDE = " is not under an allowed host path: ask the"
            + " cluster administrator to add it to --allowed-host-paths (chart value policy.allowedHostPaths), or use a"
            + " PersistentVolumeClaim";

    @Test
    void volumeNamesAreRequiredUniqueAndNotReserved() {
        assertThat(volumes(
                        "{emptyDir: {}}, {name: model}, {name: shm}, {name: tmp}, {name: cache}, {name: a}, {name: a}"))
                .containsExactly(
                        "spec.pod.volumes[0].name is required",
                        "spec.pod.volumes[1].name model is reserved: choose another name",
                        "spec.pod.volumes[2].name shm is reserved: choose another name",
                        "spec.pod.volumes[3].name tmp is reserved: choose another name",
                        "spec.pod.volumes[4].name cache is reserved: choose another name",
                        "spec.pod.volumes[6].name a is listed twice: remove one");
    }

    @Test
    void theVolumeNameOfThePluginIsReservedWithThePlugin() {
        var spec = "{model: {path: /m}, pod: {volumes: [{name: plugin, emptyDir: {}}]}}";
        assertThat(Given.errors(spec))
                .containsExactly("spec.pod.volumes[0].name plugin is reserved: choose another name");
        assertThat(Given.errorsOfTemplate(1, spec)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/embedding-operator", "/embedding-operator/", "/embedding-operator/plugin/x"})
    void nothingIsMountedWhereThePluginIs(String path) {
        var spec = "{model: {path: /m}, server: {volumeMounts: [{name: a, mountPath: " + path
                + "}]}, pod: {volumes: [{name: a, emptyDir: {}}]}}";
        assertThat(Given.errors(spec))
                .containsExactly("spec.server.volumeMounts[0].mountPath " + path.replaceFirst("/$", "")
                        + " must not be at or below /embedding-operator, where the operator mounts its plugin: choose"
                        + " another path");
        assertThat(Given.errorsOfTemplate(1, spec)).isEmpty();
        assertThat(Given.errors(spec.replace("/embedding-operator", "/embedding-operators")))
                .isEmpty();
    }

    @Test
    void mountsNeedAVolumeAndAUniquePath() {
        assertThat(Given.errors("""
                        model: {path: /m, source: {persistentVolumeClaim: {claimName: c}}}
                        server:
                          volumeMounts:
                            - {name: a}
                            - {name: nowhere, mountPath: /x}
                            - {name: a, mountPath: /a}
                            - {name: a, mountPath: /a/}
                            - {name: a, mountPath: /m}
                            - {name: a, mountPath: /m/below}
                        pod: {volumes: [{name: a, emptyDir: {}}]}
                        """))
                .containsExactly(
                        "spec.server.volumeMounts[0].mountPath is required",
                        "spec.server.volumeMounts[1].name nowhere is not a volume in spec.pod.volumes: add a"
                                + " volume with that name",
                        "spec.server.volumeMounts[3].mountPath /a is listed twice: remove one",
                        "spec.server.volumeMounts[4].mountPath /m is already the mount path of spec.model.source:"
                                + " remove one of them");
    }

    @Test
    void aMountMayProvideTheModelIfThereIsNoSource() {
        assertThat(Given.plan("""
                                model: {path: /m}
                                server: {volumeMounts: [{name: a, mountPath: /m}]}
                                pod: {volumes: [{name: a, emptyDir: {}}]}
                                """).server().volumeMounts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data", "/data/", "/data/models", "/data//models"})
    void allowsHostPathsUnderThePrefix(String path) {
        assertThat(Given.plan("{model: {path: /m}, pod: {volumes: [{name: a, hostPath: {path: " + path + "}}]}}")
                        .pod()
                        .volumes())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/database", "/", "/etc", "/dat", "//data"})
    void refusesHostPathsOutsideThePrefix(String path) {
        assertThat(volumes("{name: a, hostPath: {path: " + path + "}}"))
                .containsExactly("spec.pod.volumes[0].hostPath.path " + path + OUTSIDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "/data/../etc", "/data/..", ".."})
    void refusesMalformedHostPaths(String path) {
        assertThat(volumes("{name: a, hostPath: {path: " + path + "}}"))
                .containsExactly(
                        "spec.pod.volumes[0].hostPath.path \"" + path + "\" must be an absolute path without '..'");
    }

    @Test
    void refusesAModelHostPathOutsideThePrefix() {
        assertThat(Given.errors("model: {path: /m, source: {hostPath: {path: /database/m}}}"))
                .containsExactly("spec.model.source.hostPath.path /database/m" + OUTSIDE);
        assertThat(Given.plan("model: {path: /m, source: {hostPath: {path: /data/m}}}")
                        .model()
                        .source())
                .isPresent();
    }

    private static List<String> volumes(String volumes) {
        return Given.errors("{model: {path: /m}, pod: {volumes: [" + volumes + "]}}");
    }
}
