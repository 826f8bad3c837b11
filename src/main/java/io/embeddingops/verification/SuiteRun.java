package io.embeddingops.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of the suite. Makes {@value #REQUESTS} requests, plus one for each checked size. */
final class SuiteRun {

    static final int REQUESTS = 7;

    private static final String NOT_EMBEDDING_REMEDY = "start the server with --is-embedding and an embedding model";
    private static final String EARLIER_TEXT_ACCEPTED = "the server accepted an earlier text";

    private final RetryingClient client;
    private final String newText;
    private final List<Finding> findings = new ArrayList<>();

    SuiteRun(RetryingClient client, String newText) {
        this.client = client;
        this.newText = newText;
    }

    Report report(List<Integer> dimensions) {
        try {
            return Report.of(findings, fingerprint(dimensions));
        } catch (AbortException e) {
            findings.add(e.finding());
            return Report.of(findings, Optional.empty());
        }
    }

    private Optional<Fingerprint> fingerprint(List<Integer> dimensions) throws AbortException {
        checkMode();
        var size = checkStability();
        var batch = batch(Texts.ALL, size);
        VectorCheck.checkDistinct(batch);
        if (findings.isEmpty()) {
            checkBatch(batch, size);
        }
        var valid = findings.isEmpty();
        if (valid) {
            SemanticCheck.finding(batch).ifPresent(findings::add);
        }
        DimensionCheck.run(client, dimensions, findings::add);
        return valid ? Optional.of(Fingerprint.of(batch)) : Optional.empty();
    }

    private void checkMode() throws AbortException {
        if (client.modelInfo().map(ModelInfo::generation).orElse(false)) {
            throw new AbortException(Problem.NOT_EMBEDDING, "the server generates text: " + NOT_EMBEDDING_REMEDY);
        }
    }

    /** Returns the size of the vectors. Sends an uncached text, since a cache could hide unstable results. */
    private int checkStability() throws AbortException {
        var first = client.embed(List.of(newText), Problem.NOT_EMBEDDING, NOT_EMBEDDING_REMEDY)
                .get(0);
        VectorCheck.check("a new text", first);
        var again = single(newText, "a new text sent again", first.length);
        var cosine = Cosine.of(first, again);
        if (cosine <= BatchCheck.MIN_COSINE) {
            findings.add(new Finding(
                    Problem.UNSTABLE_EMBEDDINGS,
                    "the same text sent twice has different vectors: cosine " + Cosine.text(cosine)
                            + ", must be above "
                            + BatchCheck.MIN_COSINE
                            + ": if the prefix cache is on, disable it (server.prefixCache: false, or"
                            + " --disable-radix-cache)"));
        }
        return first.length;
    }

    private void checkBatch(List<float[]> batch, int size) throws AbortException {
        var check = new BatchCheck(batch);
        var shuffled = batch(BatchCheck.shuffledTexts(), size);
        check.compareShuffled(shuffled);
        for (var text : BatchCheck.SINGLES) {
            check.compare(text, single(Texts.ALL.get(text), "text " + (text + 1) + " sent alone", size), "sent alone");
        }
        check.finding().ifPresent(findings::add);
    }

    private List<float[]> batch(List<String> texts, int size) throws AbortException {
        var vectors = client.embed(texts, Problem.BATCH_MISMATCH, EARLIER_TEXT_ACCEPTED);
        for (int i = 0; i < vectors.size(); i++) {
            var name = "text " + (Texts.ALL.indexOf(texts.get(i)) + 1) + " in a batch";
            VectorCheck.check(name, vectors.get(i));
            VectorCheck.checkSize(name, vectors.get(i), size);
        }
        return vectors;
    }

    private float[] single(String text, String name, int size) throws AbortException {
        var vector = client.embed(List.of(text), Problem.BATCH_MISMATCH, EARLIER_TEXT_ACCEPTED)
                .get(0);
        VectorCheck.check(name, vector);
        VectorCheck.checkSize(name, vector, size);
        return vector;
    }
}
