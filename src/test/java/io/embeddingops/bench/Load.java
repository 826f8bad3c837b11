package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Creates and edits resources, as users do. */
final class Load {

    private final Subject subject;
    private final String namespace;
    private final Api api;

    Load(Subject subject, String namespace, Api api) {
        this.subject = subject;
        this.namespace = namespace;
        this.api = api;
    }

    /** Creates that many resources as fast as the API server accepts them, and waits for all responses. */
    void create(int count) {
        all(
                count,
                number -> api.post(subject.path(namespace, ""), subject.manifest(namespace, Subject.nameOf(number))));
    }

    /** Changes one field of that many resources. */
    void edit(int count, int value) {
        all(count, number -> edit(Subject.nameOf(number), value));
    }

    CompletableFuture<JsonNode> edit(String name, int value) {
        var patch = Subject.fill(subject.edit(), Map.of("number", Integer.toString(value)));
        return api.mergePatch(subject.path(namespace, name), patch);
    }

    private static void all(int count, IntFunction<CompletableFuture<JsonNode>> request) {
        IntStream.range(0, count).mapToObj(request).toList().forEach(CompletableFuture::join);
    }
}
