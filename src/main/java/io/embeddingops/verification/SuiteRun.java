package io.embeddingops.verification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of the suite. Makes at most {@value #REQUESTS} requests, plus one for each checked size. */
final class SuiteRun {

    static final int REQUESTS = 7 + OpenCheck.MAX_REQUESTS;

    private static final String NOT_EMBEDDING_REMEDY = "start the server with --is-embedding and an embedding model";
    private static final String EARLIER_TEXT_ACCEPTED = "the server accepted an earlier text";

    private final RetryingClient client;
    private final String newText;
    private final Expectations expected;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Problem> unchecked = EnumSet.noneOf(Problem.class);
    private Optional<ModelInfo> model = Optional.empty();

    SuiteRun(RetryingClient client, String newText, Expectations expected) {
        this.client = client;
        this.newText = newText;
        this.expected = expected;
    }

    Report report(List<Integer> dimensions) {
        return run(dimensions).withModel(model).withUnchecked(unchecked);
    }

    private Report run(List<Integer> dimensions) {
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
        DimensionCheck.run(client, dimensions, normalized(), findings::add);
        if (valid) {
            checkServer();
        }
        findings.sort(Comparator.comparing(Finding::problem));
        return valid ? Optional.of(Fingerprint.of(batch)) : Optional.empty();
    }

    private void checkMode() throws AbortException {
        model = client.modelInfo();
        if (model.filter(ModelInfo::generation).isPresent()) {
            throw new AbortException(Problem.NOT_EMBEDDING, "the server generates text: " + NOT_EMBEDDING_REMEDY);
        }
    }

    /** Checks what a server whose vectors are usable should be. */
    private void checkServer() {
        if (!PoolingCheck.possible(expected, model)) {
            unchecked.add(Problem.POOLING_MISMATCH);
        }
        PoolingCheck.finding(expected, model).ifPresent(findings::add);
        try {
            OpenCheck.reachable(client)
                    .map(open -> OpenCheck.finding(open, expected, model))
                    .ifPresent(findings::add);
        } catch (EndpointException e) {
            unchecked.add(Problem.SERVER_OPEN);
        }
        checkKeys();
        if (!PluginCheck.possible(expected, model)) {
            unchecked.add(Problem.NOT_GUARDED);
        }
        PluginCheck.finding(expected, model).ifPresent(findings::add);
    }

    private void checkKeys() {
        try {
            var open = client.embedsWithoutKey();
            if (open.isEmpty()) {
                unchecked.add(Problem.API_KEYS_NOT_CHECKED);
            } else if (open.get()) {
                findings.add(new Finding(
                        Problem.API_KEYS_NOT_CHECKED,
                        "the server answers requests without an API key, so everyone who reaches it can use it: "
                                + expected.keysRemedy()));
            }
        } catch (EndpointException e) {
            unchecked.add(Problem.API_KEYS_NOT_CHECKED);
        }
    }

    private boolean normalized() {
        return model.map(ModelInfo::normalized).orElse(true);
    }

    /** Returns the size of the vectors. Sends an uncached text, since a cache could hide unstable results. */
    private int checkStability() throws AbortException {
        var first = client.embed(List.of(newText), Problem.NOT_EMBEDDING, NOT_EMBEDDING_REMEDY)
                .get(0);
        VectorCheck.check("a new text", first, normalized());
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
            VectorCheck.check(name, vectors.get(i), normalized());
            VectorCheck.checkSize(name, vectors.get(i), size);
        }
        return vectors;
    }

    private float[] single(String text, String name, int size) throws AbortException {
        var vector = client.embed(List.of(text), Problem.BATCH_MISMATCH, EARLIER_TEXT_ACCEPTED)
                .get(0);
        VectorCheck.check(name, vector, normalized());
        VectorCheck.checkSize(name, vector, size);
        return vector;
    }
}
