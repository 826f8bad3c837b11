package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole status in each state of a transition. The first line of each file is the health that GitOps tools must see in it, which
 * {@code TransitionHealthIT} checks. {@code -Dgolden.update=true} rewrites the files except for that line.
 */
class TransitionStatesTest {

    private static final Path FILES = Path.of("src/test/resources/status/transitions");

    static Set<String> names() {
        return TransitionStates.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void statusIsAsExpected(String name) throws IOException {
        var file = FILES.resolve(name + ".yaml");
        var status = TransitionStates.all().get(name);
        var actual = Given.SERIALIZATION.asYaml(SideBySide.service(status)).replaceFirst("^---\n", "");
        if (Boolean.getBoolean("golden.update")) {
            var health = Files.exists(file) ? firstLine(Files.readString(file)) : "# kstatus: ?, argocd: ?";
            Files.writeString(file, health + "\n" + actual);
        }
        assertThat(Files.readString(file)).isEqualTo(firstLine(Files.readString(file)) + "\n" + actual);
    }

    @Test
    void thereIsNoOtherFile() throws IOException {
        try (var files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                            .collect(Collectors.toSet()))
                    .isEqualTo(names());
        }
    }

    private static String firstLine(String text) {
        return text.substring(0, text.indexOf('\n'));
    }
}
