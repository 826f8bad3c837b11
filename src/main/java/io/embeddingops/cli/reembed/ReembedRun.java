package io.embeddingops.cli.reembed;

import io.embeddingops.verification.Cosine;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Embeds the texts of the input with the new server, and checks both servers at the start and at the end. */
public final class ReembedRun {

    /** A response is at most 16 MiB, and a component has at most 24 characters. */
    private static final int MAX_COMPONENTS = 16 * 1024 * 1024 / 24;

    /** Stored vectors of another space that are named. */
    private static final int MAX_NAMED = 5;

    private final ReembedRequest request;
    private final InputStream standardInput;
    private final PrintWriter out;
    private final Progress progress;
    private final Retries retries;

    /** Prepares a run; sends nothing yet. */
    public ReembedRun(ReembedRequest request, InputStream standardInput, PrintWriter out, PrintWriter err) {
        this.request = request;
        this.standardInput = standardInput;
        this.out = out;
        this.progress = new Progress(err, request.total(), Input.size(request.input()));
        this.retries = new Retries(request.giveUp(), progress::note);
    }

    /** Embeds everything; throws with the reason if a part is missing. */
    public void run() throws ReembedException, InterruptedException {
        var stateFile = request.resume().map(StateFile::new);
        var saved = stateFile.isPresent() ? stateFile.get().read() : Optional.<ResumeState>empty();
        try (var input = Input.open(request.input(), standardInput);
                progress) {
            var lines = new Lines(input);
            if (saved.isPresent()) {
                Input.skip(lines, saved.get());
            }
            run(lines, saved);
        } catch (IOException e) {
            throw new ReembedException("the input cannot be closed: " + e.getMessage());
        }
    }

    private void run(Lines lines, Optional<ResumeState> saved) throws ReembedException, InterruptedException {
        var oldServer = Connection.open(request.from(), request.timeout(), request.concurrency(), retries);
        var newServer = Connection.open(request.to(), request.timeout(), request.concurrency(), retries);
        var from = Space.of(request.from(), oldServer.measure());
        var to = Space.of(request.to(), newServer.verify(request.dimensions()));
        if (saved.isPresent()) {
            to = resumed(saved.get(), to);
        }
        progress.line("from", from.text());
        progress.line("to", to.text());
        checkDifferent(from, to, saved.isPresent());
        var documents = newServer.documents(request.priority());
        var controls = controls(documents);
        var begin = ResumeState.begin(from, to, controls, outputName());
        if (saved.isPresent()) {
            checkSame(saved.get(), begin);
        }
        try (var journal = Journal.open(request, out, saved, begin)) {
            progress.start(journal.state().counts().written(), lines.bytes());
            var stored = new StoredVectors(
                    oldServer.documents(OptionalInt.empty()), from.measured().dimensions(), progress::note);
            var embedder = new Embedder(documents, retries, controls, request.dimensions(), to.id(), stored);
            var batch = Math.min(request.batch(), Math.max(1, MAX_COMPONENTS / controls.dimensions() - 1));
            embed(
                    new Pipeline(
                            new Batches(lines, batch, request.sampleEvery()),
                            embedder,
                            request.concurrency(),
                            result -> write(journal, result)),
                    journal);
            checkEnd(oldServer, newServer, from, to);
            Summary.lines(journal.state()).forEach(progress::note);
            progress.line(
                    "done",
                    journal.state().counts().written() + " texts are embedded (" + progress.speed() + "), "
                            + journal.state().from() + " -> " + to.id());
        }
    }

    private static void embed(Pipeline pipeline, Journal journal) throws ReembedException, InterruptedException {
        try {
            pipeline.run();
        } finally {
            journal.save();
        }
    }

    private void write(Journal journal, Result result) throws ReembedException {
        var different = journal.state().counts().different();
        for (var sample : result.samples()) {
            if (sample.cosine() < Space.MIN_COSINE && different++ < MAX_NAMED) {
                progress.note("line " + sample.document().line() + " (id "
                        + sample.document().id() + "): the stored vector is not of the space of --from (cosine "
                        + Cosine.text(sample.cosine()) + ")");
            }
        }
        journal.write(result);
        progress.update(journal.state().counts().written(), result.end().bytes());
    }

    /** Continues with the id of the first start: a new measurement may have another one. */
    private static Space resumed(ResumeState saved, Space to) throws ReembedException {
        var cosine = saved.fingerprint().cosine(to.measured());
        if (cosine < Space.MIN_COSINE) {
            throw new ReembedException(
                    "--to: " + to.server().base() + " has other vectors than in the earlier run (smallest"
                            + " cosine " + Cosine.text(cosine) + " to " + saved.to()
                            + "): check the address, or remove the output and the file of --resume to start again");
        }
        var given = to.server().id().isPresent() || to.server().vectors().isPresent();
        if (given && !to.id().equals(saved.to())) {
            throw new ReembedException("--to: the earlier run has written vectors of " + saved.to() + ", not of "
                    + to.id() + ": give the same id, or remove the output and the file of --resume to start again");
        }
        return new Space(to.server(), to.measured(), saved.to(), given ? to.origin() : "of the earlier run");
    }

    private void checkDifferent(Space from, Space to, boolean resumed) throws ReembedException {
        var contradiction = Space.contradiction(from, to);
        if (contradiction.isPresent() && !resumed) {
            throw new ReembedException(contradiction.get());
        }
        var cosine = Cosine.text(from.measured().cosine(to.measured()));
        if (!from.sameAs(to)) {
            return;
        } else if (resumed) {
            progress.note(
                    "--from has the vectors of --to now (cosine " + cosine + "): the Service was moved meanwhile");
        } else if (!request.force()) {
            throw new ReembedException("--from and --to have the same vectors (smallest cosine " + cosine
                    + "): nothing needs to be embedded anew. To do it nevertheless, use --force");
        }
    }

    private ControlTexts controls(EmbeddingEndpoint documents) throws ReembedException, InterruptedException {
        try {
            return ControlTexts.measure(documents, request.dimensions());
        } catch (EndpointException e) {
            throw new ReembedException("--to: " + ServerFailure.text(e));
        }
    }

    private static void checkSame(ResumeState saved, ResumeState now) throws ReembedException {
        if (saved.dimensions() != now.dimensions()) {
            throw new ReembedException("the earlier run has written vectors of " + saved.dimensions()
                    + " dimensions, not " + now.dimensions() + ": use the same --dimensions");
        } else if (saved.documentFingerprint().cosine(now.documentFingerprint()) < Space.MIN_COSINE) {
            throw new ReembedException(
                    "the earlier run has embedded documents with another prompt: use the same --to-prompt");
        } else if (!saved.output().equals(now.output())) {
            throw new ReembedException("the earlier run has written to " + saved.output() + ", not to " + now.output()
                    + ": use the same --output");
        }
    }

    private void checkEnd(Connection oldServer, Connection newServer, Space from, Space to)
            throws ReembedException, InterruptedException {
        var cosine = to.measured().cosine(newServer.verify(request.dimensions()));
        if (cosine < Space.MIN_COSINE) {
            throw new ReembedException(
                    "--to: all vectors are written and are of " + to.id() + ", but the server has others"
                            + " now (smallest cosine " + Cosine.text(cosine) + "): find out what has changed it");
        }
        Fingerprint old;
        try {
            old = oldServer.measure();
        } catch (ReembedException e) {
            progress.note("cannot be checked at the end: " + e.getMessage());
            return;
        }
        if (from.measured().cosine(old) < Space.MIN_COSINE) {
            progress.note("--from has other vectors than at the start"
                    + (old.cosine(to.measured()) < Space.MIN_COSINE
                            ? " (smallest cosine " + Cosine.text(from.measured().cosine(old))
                                    + "): find out what has changed it"
                            : ", those of --to: the Service was moved meanwhile"));
        }
    }

    private String outputName() {
        return request.output()
                .map(Path::toAbsolutePath)
                .map(Path::normalize)
                .map(Path::toString)
                .orElse("");
    }
}
