package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The health that GitOps tools compute in each state of a transition and of a fallback, with the tools' own libraries. */
class TransitionHealthIT {

    static List<Path> files() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/status/transitions"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void healthIsAsExpected(Path file) throws IOException {
        var text = Files.readString(file);
        var object = Given.SERIALIZATION.asJson(Given.object(text, EmbeddingService.class));
        var kstatus = word(Tools.run("health", object, "kstatus"));
        var argocd = word(Tools.run("health", object, "argocd", HealthIT.SCRIPT));
        assertThat(text).startsWith("# kstatus: " + kstatus + ", argocd: " + argocd + "\n");
    }

    private static String word(String verdict) {
        return verdict.replaceAll("(?s):.*", "");
    }
}
