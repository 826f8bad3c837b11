package io.embeddingops.e2e;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The vector spaces that answers may belong to: the vectors of {@link #TEXTS} by each model, as sentence-transformers computes them.
 *
 * @param vectors those of the texts, by the model's name
 */
record Spaces(Map<String, List<double[]>> vectors) {

    static final List<String> TEXTS = List.of(
            "a text",
            "hello world",
            "this is a tiny test",
            "tokenizer",
            "The cat sat on the mat.",
            "Ein anderer Text",
            "vectors of 2 spaces must never be mixed",
            "https://example.com/?q=embedding");

    /** An answer belongs to a space if its cosine to the vector of this space is larger. */
    private static final double SAME = 0.99;

    /** The cosine to the vectors of all other spaces is smaller. */
    private static final double OTHER = 0.7;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Computes the vectors of those models of this machine. Fails if their spaces cannot be told apart. */
    static Spaces of(String... models) {
        try {
            var directory = Files.createTempDirectory(Path.of("target"), "spaces-");
            var texts = Files.writeString(directory.resolve("texts.json"), JSON.writeValueAsString(TEXTS));
            var out = directory.resolve("vectors.json");
            ServingTests.referenceVectors(
                    out, texts, Stream.of(models).map(SglangService::model).toList());
            var found = JSON.readValue(out.toFile(), new TypeReference<Map<String, List<double[]>>>() {});
            var vectors = new TreeMap<String, List<double[]>>();
            found.forEach(
                    (model, ofTexts) -> vectors.put(Path.of(model).getFileName().toString(), ofTexts));
            return new Spaces(vectors).distinct();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model that makes this vector of that text; empty if it is not clearly one of them. */
    Optional<String> of(int text, double[] vector) {
        var same = vectors.keySet().stream()
                .filter(model -> cosine(model, text, vector) > SAME)
                .toList();
        var similar = vectors.keySet().stream().filter(model -> cosine(model, text, vector) > OTHER);
        return same.size() == 1 && similar.count() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    /** The cosines to the vectors of all spaces, for messages. */
    Map<String, Double> cosines(int text, double[] vector) {
        var cosines = new TreeMap<String, Double>();
        vectors.keySet().forEach(model -> cosines.put(model, cosine(model, text, vector)));
        return cosines;
    }

    /** -1 for a vector with another number of dimensions. */
    private double cosine(String model, int text, double[] vector) {
        var reference = vectors.get(model).get(text);
        return reference.length == vector.length ? Vectors.cosine(reference, vector) : -1;
    }

    private Spaces distinct() {
        vectors.forEach((model, ofTexts) -> {
            for (var text = 0; text < ofTexts.size(); text++) {
                if (!of(text, ofTexts.get(text)).equals(Optional.of(model))) {
                    throw new AssertionError(model + ": " + TEXTS.get(text) + ": " + cosines(text, ofTexts.get(text)));
                }
            }
        });
        return this;
    }
}
