package io.embeddingops.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of the suite. The number of its requests, without those for dimensions: {@value #REQUESTS}. */
final class SuiteRun {

    static final int REQUESTS = 7;

    private static final String NOT_EMBEDDING_REMEDY =
            "start the server with --is-embedding, and with a model that embeds";
    private static final String REFUSAL_REMEDY = "a single text was embedded before";

    private final Questions questions;
    private final String newText;
    private final List<Finding> findings = new ArrayList<>();

    SuiteRun(Questions questions, String newText) {
        this.questions = questions;
        this.newText = newText;
    }

    Report report(List<Integer> dimensions) {
        try {
            return Report.of(findings, fingerprint(dimensions));
        } catch (Stop e) {
            findings.add(e.finding());
            return Report.of(findings, Optional.empty());
        }
    }

    private Optional<Fingerprint> fingerprint(List<Integer> dimensions) throws Stop {
        checkMode();
        var size = checkStability();
        var batch = batch(Texts.ALL, size);
        Validity.checkDifference(batch);
        if (findings.isEmpty()) {
            checkBatch(batch, size);
        }
        var right = findings.isEmpty();
        if (right) {
            Semantics.weakness(batch).ifPresent(findings::add);
        }
        DimensionCheck.run(questions, dimensions, findings::add);
        return right ? Optional.of(Fingerprint.of(batch)) : Optional.empty();
    }

    private void checkMode() throws Stop {
        if (questions.modelInfo().map(ModelInfo::generation).orElse(false)) {
            throw new Stop(Problem.NOT_EMBEDDING, "the server generates text: " + NOT_EMBEDDING_REMEDY);
        }
    }

    /** The size of vectors. The text is new, since a cache may answer all it knows alike, and wrongly. */
    private int checkStability() throws Stop {
        var first = questions
                .embed(List.of(newText), Problem.NOT_EMBEDDING, NOT_EMBEDDING_REMEDY)
                .get(0);
        Validity.check("a new text", first);
        var again = single(newText, "a new text sent again", first.length);
        var cosine = Cosine.of(first, again);
        if (cosine <= BatchCheck.SAME) {
            findings.add(new Finding(
                    Problem.UNSTABLE_EMBEDDINGS,
                    "the same text sent twice has vectors with a cosine of " + Cosine.text(cosine)
                            + ", which must exceed "
                            + BatchCheck.SAME
                            + ": if the server caches prefixes, switch that off (server.prefixCache: false, or"
                            + " --disable-radix-cache)"));
        }
        return first.length;
    }

    private void checkBatch(List<float[]> batch, int size) throws Stop {
        var check = new BatchCheck(batch);
        var shuffled = batch(BatchCheck.shuffledTexts(), size);
        check.compareShuffled(shuffled);
        for (var text : BatchCheck.SINGLES) {
            check.compare(text, single(Texts.ALL.get(text), "text " + (text + 1) + " sent alone", size), "sent alone");
        }
        check.finding().ifPresent(findings::add);
    }

    private List<float[]> batch(List<String> texts, int size) throws Stop {
        var vectors = questions.embed(texts, Problem.BATCH_MISMATCH, REFUSAL_REMEDY);
        for (int i = 0; i < vectors.size(); i++) {
            var name = "text " + (Texts.ALL.indexOf(texts.get(i)) + 1) + " in a batch";
            Validity.check(name, vectors.get(i));
            Validity.checkSize(name, vectors.get(i), size);
        }
        return vectors;
    }

    private float[] single(String text, String name, int size) throws Stop {
        var vector = questions
                .embed(List.of(text), Problem.BATCH_MISMATCH, REFUSAL_REMEDY)
                .get(0);
        Validity.check(name, vector);
        Validity.checkSize(name, vector, size);
        return vector;
    }
}
