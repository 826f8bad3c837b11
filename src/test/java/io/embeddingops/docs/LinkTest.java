package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that links to files and headings of the repository exist. */
class LinkTest {

    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static Stream<Path> documents() throws IOException {
        try (var guides = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md").map(Path::of), guides.toList().stream())
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksAreNotBroken(Path document) {
        var links = LINK.matcher(text(document)).results().map(link -> link.group(1));
        assertThat(links.filter(link -> !link.contains("://")).filter(link -> !exists(document, link)))
                .as("broken links of %s", document)
                .isEmpty();
    }

    private static boolean exists(Path document, String link) {
        var hash = link.indexOf('#');
        var file = hash < 0 ? link : link.substring(0, hash);
        var target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    /** Anchors that GitHub generates for headings. */
    private static Set<String> anchors(Path document) {
        return HEADING.matcher(text(document))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String text(Path document) {
        return CODE.matcher(GeneratedSection.read(document)).replaceAll("");
    }
}
