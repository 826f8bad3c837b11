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

/** The operator's chart, with a Helm that the tests bring along. */
public final class Chart {

    /** Where it is. */
    public static final Path DIRECTORY = Path.of("helm", "embedding-operator");

    /** The release that {@link #render} makes. */
    public static final String RELEASE = "embedding-operator";

    /** The namespace that {@link #render} renders for. */
    public static final String NAMESPACE = "embedding-system";

    /** Helm's template command leaves hooks out, and so the pod of `helm test`. In this copy it is none. */
    private static final Path WITHOUT_HOOKS = withoutHooks();

    private static final Pattern DOCUMENTS = Pattern.compile("(?m)^---$");

    private Chart() {}

    /** The objects of a release with those values, given in YAML; those of `helm test` included. */
    public static List<HasMetadata> render(String values) {
        return documents(template(WITHOUT_HOOKS, values))
                .map(document -> Given.SERIALIZATION.<HasMetadata>unmarshal(document))
                .toList();
    }

    /** What {@code helm template} prints, which is the same without the objects of `helm test`. */
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

    /** What {@code helm lint --strict} says of the chart. */
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
