package io.embeddingops.cli.reembed;

import io.embeddingops.verification.Fingerprint;
import java.util.Base64;

/**
 * How far the work is. Everything before is on disk.
 *
 * @param version of this format
 * @param from id of the space whose vectors are stored now
 * @param to id of the new space
 * @param vectors the fingerprint of the new space
 * @param documents the same with the prompt and the size of documents
 * @param dimensions size of the vectors in the output
 * @param output absolute path of the output
 * @param lines lines of the input that are done
 * @param digest of these lines
 * @param outputBytes length of the output
 * @param errorBytes length of the file of --errors
 */
record ResumeState(
        int version,
        String from,
        String to,
        String vectors,
        String documents,
        int dimensions,
        String output,
        long lines,
        String digest,
        long outputBytes,
        long errorBytes,
        Counts counts) {

    static final int VERSION = 1;

    /** The state before the first line. */
    static ResumeState begin(Space from, Space to, ControlTexts controls, String output) {
        return new ResumeState(
                VERSION,
                from.id(),
                to.id(),
                encoded(to.measured()),
                encoded(controls.fingerprint()),
                controls.dimensions(),
                output,
                0,
                "",
                0,
                0,
                Counts.NONE);
    }

    ResumeState after(Result result, long newOutputBytes, long newErrorBytes) {
        return new ResumeState(
                version,
                from,
                to,
                vectors,
                documents,
                dimensions,
                output,
                result.end().lines(),
                result.end().digest(),
                newOutputBytes,
                newErrorBytes,
                counts.with(result));
    }

    /** The new space as it was at the first start. */
    Fingerprint fingerprint() {
        return decoded(vectors);
    }

    /** How it embedded documents then. */
    Fingerprint documentFingerprint() {
        return decoded(documents);
    }

    private static String encoded(Fingerprint fingerprint) {
        return Base64.getEncoder().encodeToString(fingerprint.toBytes());
    }

    private static Fingerprint decoded(String text) {
        return Fingerprint.fromBytes(Base64.getDecoder().decode(text));
    }
}
