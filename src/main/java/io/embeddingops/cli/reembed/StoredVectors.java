package io.embeddingops.cli.reembed;

import io.embeddingops.verification.Cosine;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.EndpointException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Compares vectors that are stored now with what the server of --from returns for their texts. Stored vectors of another vector
 * space do not change what is written, so they and failures are only reported.
 */
final class StoredVectors {

    private static final int MAX_ATTEMPTS = 3;

    private final EmbeddingEndpoint endpoint;
    private final int dimensions;
    private final Consumer<String> notes;
    private volatile boolean stopped;

    /**
     * Creates a comparison.
     *
     * @param dimensions the size of the vectors that the server returns by itself
     * @param notes receives a line if the server cannot be asked any more
     */
    StoredVectors(EmbeddingEndpoint endpoint, int dimensions, Consumer<String> notes) {
        this.endpoint = endpoint;
        this.dimensions = dimensions;
        this.notes = notes;
    }

    /** Compares the documents that still have their stored vector. */
    List<Result.Sample> compare(List<Entry.Document> documents) {
        var samples = new ArrayList<Result.Sample>();
        for (var document : documents) {
            if (document.stored().isPresent() && !stopped) {
                compare(document, document.stored().get(), samples);
            }
        }
        return samples;
    }

    private void compare(Entry.Document document, float[] stored, List<Result.Sample> samples) {
        // the stored vectors may be shortened ones of a Matryoshka model
        var size = stored.length == dimensions ? OptionalInt.empty() : OptionalInt.of(stored.length);
        for (var attempt = 1; ; attempt++) {
            try {
                var vector = endpoint.embed(List.of(document.text()), size).get(0);
                samples.add(new Result.Sample(document.withoutStored(), Cosine.of(stored, vector)));
                return;
            } catch (EndpointException e) {
                if (e.kind() == EndpointException.Kind.REJECTED) {
                    // of another size, or longer than what the old model reads
                    if (size.isPresent()) {
                        samples.add(new Result.Sample(document.withoutStored(), 0));
                    }
                    return;
                } else if (!e.retryable() || attempt == MAX_ATTEMPTS) {
                    stop(e);
                    return;
                }
            }
        }
    }

    private synchronized void stop(EndpointException failure) {
        if (!stopped) {
            stopped = true;
            notes.accept(
                    "--from does not answer, so no more stored vectors are compared: " + ServerFailure.text(failure));
        }
    }
}
