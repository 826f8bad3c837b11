package io.embeddingops.cli.reembed;

import io.embeddingops.verification.Cosine;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Texts;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Texts whose vectors were measured at the start. One of them is added to each request, so that each response shows by itself
 * that it is of the same vector space: also when the Service moves to other servers, or when two of its servers differ.
 */
final class ControlTexts {

    static final double MIN_COSINE = 0.99;

    /**
     * A text at a place in a request.
     *
     * @param place from 0 to the number of the request's own texts
     */
    record Control(int text, int place) {}

    private final List<float[]> vectors;
    private final AtomicInteger next = new AtomicInteger();

    private ControlTexts(List<float[]> vectors) {
        this.vectors = vectors;
    }

    /** Measures the vectors, as the texts of the input will be embedded. */
    static ControlTexts measure(EmbeddingEndpoint endpoint, OptionalInt dimensions)
            throws EndpointException, ReembedException {
        var vectors = endpoint.embed(Texts.ALL, dimensions);
        for (var vector : vectors) {
            var problem = VectorCheck.problem(vector, vectors.get(0).length);
            if (problem.isPresent()) {
                throw new ReembedException("--to: " + problem.get() + ": check the server with verify");
            }
        }
        return new ControlTexts(vectors);
    }

    /** The vectors, with the prompt and the size of documents. */
    Fingerprint fingerprint() {
        return Fingerprint.of(vectors);
    }

    /** The size of all vectors. */
    int dimensions() {
        return vectors.get(0).length;
    }

    /** A text and a place that vary from one request to the next, so that vectors in a wrong order are noticed, too. */
    Control next(int texts) {
        var number = next.getAndIncrement() & Integer.MAX_VALUE;
        return new Control(number % vectors.size(), number % (texts + 1));
    }

    String text(Control control) {
        return Texts.ALL.get(control.text());
    }

    /** Throws if the vector of that text is not the one of the start. */
    void check(Control control, float[] vector) throws ReembedException {
        var cosine = Cosine.of(vectors.get(control.text()), vector);
        if (cosine < MIN_COSINE) {
            throw new ReembedException("--to: the server has other vectors than at the start (cosine "
                    + Cosine.text(cosine) + " for the same text): nothing of this response was written. Check that --to"
                    + " is the address of one vector space, such as that of NAME-next, and start again");
        }
    }
}
