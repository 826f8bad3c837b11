package io.embeddingops.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Renders the operator's chart with a Helm library, so that tests need no installed Helm. */
public final class Chart {

    /** The chart's directory. */
    public static final Path DIRECTORY = Path.of("helm", "embedding-operator");

    /** The name of the release that {@link #render} renders. */
    public static final String RELEASE = "embedding-operator";

    /** The namespace that {@link #render} renders for. */
    public static final String NAMESPACE = "embedding-system";

    /** A copy without hooks, because Helm's template command omits them, including the pod of `helm test`. */
    private static final Path WITHOUT_HOOKS = withoutHooks();

    private static final Pattern DOCUMENTS = Pattern.compile("(?m)^---$");

    private Chart() {}

    /** The objects of a release with those values, given in YAML; those of `helm test` included. */
    public static List<HasMetadata> render(String values) {
        return documents(template(WITHOUT_HOOKS, values))
                .map(document -> Given.SERIALIZATION.<HasMetadata>unmarshal(document))
                .toList();
    }

    /** The output of {@code helm template}, without the objects of `helm test`. */
    public static String text(String values) {
        return template(DIRECTORY, values);
    }

    private static String template(Path directory, String values) {
        return with(
                values,
                file -> new Helm(directory)
                        .template()
                        .withName(RELEASE)
                        .withNamespace(NAMESPACE)
                        .withKubeVersion("1.36.0")
                        .withValuesFile(file)
                        .call());
    }

    /** The result of {@code helm lint --strict}. */
    public static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }

    /** The objects of that kind. */
    public static <T extends HasMetadata> List<T> all(List<HasMetadata> objects, Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The only object of that kind. */
    public static <T extends HasMetadata> T only(List<HasMetadata> objects, Class<T> kind) {
        var found = all(objects, kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects of kind " + kind.getSimpleName());
        }
        return found.get(0);
    }

    /** The only object of a kind that the client has no class for. */
    public static GenericKubernetesResource generic(List<HasMetadata> objects, String kind) {
        return all(objects, GenericKubernetesResource.class).stream()
                .filter(object -> object.getKind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    static Stream<String> documents(String yaml) {
        return DOCUMENTS
                .splitAsStream(yaml)
                .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")));
    }

    private static Path withoutHooks() {
        try (var files = Files.walk(DIRECTORY)) {
            var copy = Files.createDirectories(Path.of("target", "chart-without-hooks"));
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(DIRECTORY.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("helm.sh/hook: test", "hook: test"));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <R> R with(String values, Function<Path, R> use) {
        try {
            var file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return use.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
