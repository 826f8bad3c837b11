package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.fixtures.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/m",
                "/m/",
                "/models/Qwen3-Embedding-0.6B",
                "/a.b/c_d/e@f=g+h",
                "/m/..hidden",
                "/m/x.zip.d",
                "/m/a..b"
            })
    void allowsDirectories(String path) {
        assertThat(Given.plan("model: {servedName: tiny, path: '" + path + "'}")
                        .model()
                        .path())
                .isEqualTo(path.replaceFirst("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "./models", "", "/", "/a//b", "/a b", "/a:b", "/a$b", "/a//", "C:\\m", "/a\n"})
    void refusesOtherPaths(String path) {
        assertThat(errors(path)).isEqualTo("spec.model.path \"" + stripped(path) + "\" " + Messages.PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..", "/models/../etc", "/models/./tiny", "/models/.."})
    void refusesDotSegments(String path) {
        assertThat(errors(path)).isEqualTo("spec.model.path \"" + path + "\" " + Messages.DOTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/m/a.zip", "/m/a.ZIP", "/m/a.tar.gz", "/m/a.tgz", "/m/a.7z", "/m/a.zst", "/m/a.tar/"})
    void refusesArchives(String path) {
        assertThat(errors(path)).isEqualTo("spec.model.path \"" + stripped(path) + "\" " + Messages.ARCHIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "Qwen/Qwen3-Embedding-0.6B", "3b", "a@b=c+d_e"})
    void allowsServedNames(String name) {
        assertThat(Given.plan("model: {path: /m, servedName: '" + name + "'}")
                        .model()
                        .servedName())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "", "-a", "a b", "/a", "a$(X)"})
    void refusesOtherServedNames(String name) {
        assertThat(Given.errors("model: {path: /m, servedName: '" + name + "'}"))
                .containsExactly("spec.model.servedName \"" + name + "\" " + Messages.SERVED_NAME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /cache/models/tiny | /cache/models
            /cache/models/tiny | /cache/models/
            /cache/tiny        | /cache/tiny
            /tmp/models/tiny   | /tmp/models
            /cache/tiny        | /cache
            """)
    void allowsAModelOnAVolumeOfTheSpecInAScratchDirectory(String path, String mount) {
        assertThat(Given.errors(mounted(path, mount))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /cache/models/tiny | /cache/model   | /cache
            /cache/models/tiny | /cache/models/tiny/deeper | /cache
            /tmp/tiny          | /cache/models  | /tmp
            /dev/shm           | /cache/models  | /dev/shm
            """)
    void refusesOtherModelsInAScratchDirectory(String path, String mount, String scratch) {
        assertThat(Given.errors(mounted(path, mount)))
                .singleElement()
                .asString()
                .startsWith("spec.model.path \"" + path + "\" must not be in " + scratch + ", where");
    }

    private static String mounted(String path, String mount) {
        return "{model: {path: " + path + "}, server: {volumeMounts: [{name: v, mountPath: " + mount
                + "}]}, pod: {volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]}}";
    }

    @Test
    void checksAServedNameDerivedFromThePath() {
        assertThat(Given.errors("model: {path: /models/_tiny}"))
                .containsExactly("spec.model.servedName \"_tiny\" " + Messages.SERVED_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "..a", "a/..b", "a..", "."})
    void allowsSubPaths(String path) {
        assertThat(Given.plan("model: {path: /m, source: {persistentVolumeClaim: {claimName: c, subPath: '" + path
                                + "'}}}")
                        .model()
                        .source())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "..", "../a", "a/..", "a/../b"})
    void refusesOtherSubPaths(String path) {
        assertThat(Given.errors(
                        "model: {path: /m, source: {persistentVolumeClaim: {claimName: c, subPath: '" + path + "'}}}"))
                .containsExactly(
                        "spec.model.source.persistentVolumeClaim.subPath \"" + path + "\" " + Messages.SUB_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{persistentVolumeClaim: {claimName: c}, hostPath: {path: /data/m}}"})
    void requiresExactlyOneSource(String source) {
        assertThat(Given.errors("model: {path: /m, source: " + source + "}"))
                .containsExactly("spec.model.source " + Messages.ONE_SOURCE);
    }

    @Test
    void checksTheHostPath() {
        assertThat(hostPath("data/m")).isEqualTo(field("data/m", Messages.PATH));
        assertThat(hostPath("/data/../m")).isEqualTo(field("/data/../m", Messages.DOTS));
        assertThat(hostPath("/data/m.zip")).isEqualTo(field("/data/m.zip", Messages.ARCHIVE));
    }

    @Test
    void reportsEveryDuplicateDimension() {
        assertThat(Given.errors("model: {path: /m, dimensions: [512, 384, 512, 384]}"))
                .containsExactly(
                        "spec.model.dimensions 512 is listed twice: remove one",
                        "spec.model.dimensions 384 is listed twice: remove one");
    }

    private static String errors(String path) {
        return Given.errors("model: {servedName: tiny, path: \""
                        + path.replace("\\", "\\\\").replace("\n", "\\n") + "\"}")
                .get(0);
    }

    private static String stripped(String path) {
        return path.length() > 1 ? path.replaceFirst("/$", "") : path;
    }

    private static String hostPath(String path) {
        var errors = Given.errors("model: {path: /m, source: {hostPath: {path: '" + path + "'}}}");
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    private static String field(String path, String message) {
        return "spec.model.source.hostPath.path \"" + path + "\" " + message;
    }
}
