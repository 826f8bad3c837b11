package io.embeddingops.cli.reembed;

import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.EndpointException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Embeds batches. Used by several threads. */
final class Embedder {

    private final EmbeddingEndpoint endpoint;
    private final Retries retries;
    private final ControlTexts controls;
    private final OptionalInt dimensions;
    private final String vectorSpace;
    private final StoredVectors stored;

    Embedder(
            EmbeddingEndpoint endpoint,
            Retries retries,
            ControlTexts controls,
            OptionalInt dimensions,
            String vectorSpace,
            StoredVectors stored) {
        this.endpoint = endpoint;
        this.retries = retries;
        this.controls = controls;
        this.dimensions = dimensions;
        this.vectorSpace = vectorSpace;
        this.stored = stored;
    }

    Result embed(Batch batch) throws ReembedException, InterruptedException {
        var documents = batch.documents();
        var outcomes = new HashMap<Long, Object>();
        if (!documents.isEmpty()) {
            embed(documents, outcomes);
        }
        var lines = new StringBuilder();
        var written = 0;
        var invalid = new ArrayList<Entry.Invalid>();
        for (var entry : batch.entries()) {
            if (entry instanceof Entry.Document document && outcomes.get(document.line()) instanceof float[] vector) {
                append(lines, document, vector);
                written++;
            } else if (outcomes.get(entry.line()) instanceof Entry.Invalid rejected) {
                invalid.add(rejected);
            } else {
                invalid.add((Entry.Invalid) entry);
            }
        }
        return new Result(lines.toString(), written, invalid, stored.compare(documents), batch.end());
    }

    /** Adds a vector or an invalid line for each document. A server rejects a request for one of its texts. */
    private void embed(List<Entry.Document> documents, Map<Long, Object> outcomes)
            throws ReembedException, InterruptedException {
        try {
            var vectors = vectors(documents);
            for (int i = 0; i < documents.size(); i++) {
                var document = documents.get(i);
                var vector = vectors.get(i);
                outcomes.put(
                        document.line(),
                        VectorCheck.problem(vector, controls.dimensions())
                                .<Object>map(problem -> invalid(
                                        document, problem + ": remove the text, or check the server with verify"))
                                .orElse(vector));
            }
        } catch (EndpointException e) {
            if (e.kind() != EndpointException.Kind.REJECTED) {
                throw new ReembedException("--to: " + ServerFailure.text(e));
            } else if (documents.size() == 1) {
                checkServer(e);
                var document = documents.get(0);
                outcomes.put(
                        document.line(),
                        invalid(
                                document,
                                "the server rejects the text: " + ServerFailure.without(document.text(), e)
                                        + ": shorten or remove it"));
            } else {
                var half = documents.size() / 2;
                embed(documents.subList(0, half), outcomes);
                embed(documents.subList(half, documents.size()), outcomes);
            }
        }
    }

    private List<float[]> vectors(List<Entry.Document> documents)
            throws EndpointException, ReembedException, InterruptedException {
        var control = controls.next(documents.size());
        var texts = new ArrayList<String>();
        documents.forEach(document -> texts.add(document.text()));
        texts.add(control.place(), controls.text(control));
        var vectors = new ArrayList<>(retries.send(() -> endpoint.embed(texts, dimensions)));
        controls.check(control, vectors.remove(control.place()));
        return vectors;
    }

    /** A server that rejects everything does not say anything about a text. */
    private void checkServer(EndpointException rejection) throws ReembedException, InterruptedException {
        try {
            vectors(List.of());
        } catch (EndpointException e) {
            throw new ReembedException("--to: the server rejects all texts: " + ServerFailure.text(rejection));
        }
    }

    private void append(StringBuilder lines, Entry.Document document, float[] vector) {
        lines.append(document.head())
                .append(",\"")
                .append(LineParser.VECTOR_SPACE)
                .append("\":\"")
                .append(vectorSpace)
                .append("\",\"")
                .append(LineParser.EMBEDDING)
                .append("\":")
                .append(Arrays.toString(vector).replace(" ", ""))
                .append("}\n");
    }

    private static Entry.Invalid invalid(Entry.Document document, String problem) {
        return new Entry.Invalid(document.line(), Optional.of(document.id()), problem);
    }
}
