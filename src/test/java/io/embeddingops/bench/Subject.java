package io.embeddingops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The measured operator, as described in its properties file. docs/performance.md explains the keys.
 *
 * @param name header of its column in the table
 * @param command command line that starts it, with {port} for a free TCP port
 * @param crds its CustomResourceDefinitions, a file or a directory
 * @param resource API path of its resources, with {namespace}
 * @param manifest one resource, with {name}
 * @param converged condition that a finished resource meets
 * @param children API paths of the objects of each resource, with {namespace}; changes of the first kind are timed. Without
 *     the key the table of kinds of this project's operator is used
 * @param ready URL that answers 200 when the operator is ready, with {port}
 * @param edit merge patch of one field, with {number}
 * @param resync arguments added to the command to have every resource reconciled once a minute
 * @param passes URL and name of a Prometheus counter of reconciliations, with {port}
 */
record Subject(
        String name,
        List<String> command,
        Path crds,
        String resource,
        String manifest,
        Expression converged,
        List<String> children,
        String ready,
        String edit,
        Optional<List<String>> resync,
        Optional<List<String>> passes) {

    /** The namespace of all resources. */
    static final String NAMESPACE = "bench";

    /** Reads the file. */
    static Subject read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            var manifest = Files.readString(Path.of(get(properties, "manifest", file)));
            return new Subject(
                    get(properties, "name", file),
                    words(get(properties, "command", file)),
                    Path.of(get(properties, "crds", file)),
                    path(get(properties, "resource", file)),
                    manifest,
                    Expression.parse(get(properties, "converged", file)),
                    Optional.ofNullable(properties.getProperty("children"))
                            .map(Subject::words)
                            .orElseGet(() -> OwnChildren.paths(manifest))
                            .stream()
                            .map(Subject::path)
                            .toList(),
                    get(properties, "ready", file),
                    get(properties, "edit", file),
                    Optional.ofNullable(properties.getProperty("resync")).map(Subject::words),
                    Optional.ofNullable(properties.getProperty("passes")).map(Subject::words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A resource of that name, as JSON. */
    String manifest(String namespace, String resourceName) {
        return Json.ofYaml(fill(manifest, Map.of("name", resourceName, "namespace", namespace)));
    }

    /** The name of a resource by its number. */
    static String nameOf(int number) {
        return "bench-" + number;
    }

    /** The API path of that resource, or of all resources for an empty name. */
    String path(String namespace, String resourceName) {
        var all = fill(resource, Map.of("namespace", namespace));
        return resourceName.isEmpty() ? all : all + "/" + resourceName;
    }

    /** The plural name of the kind, such as embeddingservices. */
    String plural() {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    /** A text with the placeholders replaced. */
    static String fill(String text, Map<String, String> values) {
        var filled = text;
        for (var value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static String path(String path) {
        if (!path.startsWith("/") || !path.contains("/namespaces/{namespace}/")) {
            throw new IllegalArgumentException(
                    path + " is not a path such as /apis/group/version/namespaces/{namespace}/plural");
        }
        return path;
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String get(Properties properties, String key, Path file) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException(file + " lacks " + key));
    }
}
