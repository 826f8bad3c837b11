package io.embeddingops.cli.reembed;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Writes results, first to the output and then to the saved state, so that another run can continue from there. */
final class Journal implements AutoCloseable {

    private static final long SAVE_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintWriter standardOutput;
    private final Optional<OutputFile> output;
    private final Optional<OutputFile> errors;
    private final Optional<StateFile> file;
    private ResumeState state;
    private long nextSave = System.nanoTime() + SAVE_NANOS;

    private Journal(
            PrintWriter standardOutput,
            Optional<OutputFile> output,
            Optional<OutputFile> errors,
            Optional<StateFile> file,
            ResumeState state) {
        this.standardOutput = standardOutput;
        this.output = output;
        this.errors = errors;
        this.file = file;
        this.state = state;
    }

    /**
     * Opens the files.
     *
     * @param saved the state of an earlier run
     * @param begin the state if there is none
     */
    static Journal open(
            ReembedRequest request, PrintWriter standardOutput, Optional<ResumeState> saved, ResumeState begin)
            throws ReembedException {
        var state = saved.orElse(begin);
        if (state.errorBytes() > 0 && request.errors().isEmpty()) {
            throw new ReembedException("the earlier run has skipped "
                    + state.counts().invalid() + " invalid lines: continue with the same --errors");
        }
        var output = request.output().isPresent()
                ? Optional.of(
                        OutputFile.open("--output", request.output().get(), state.outputBytes(), saved.isPresent()))
                : Optional.<OutputFile>empty();
        var errors = request.errors().isPresent()
                ? Optional.of(
                        OutputFile.open("--errors", request.errors().get(), state.errorBytes(), saved.isPresent()))
                : Optional.<OutputFile>empty();
        var journal =
                new Journal(standardOutput, output, errors, request.resume().map(StateFile::new), state);
        journal.save();
        return journal;
    }

    ResumeState state() {
        return state;
    }

    /** Writes a result. Without --errors an invalid line is an exception. */
    void write(Result result) throws ReembedException {
        if (errors.isEmpty() && !result.invalid().isEmpty()) {
            throw new ReembedException(InvalidLines.stop(result.invalid().get(0), file.isPresent()));
        }
        var outputBytes = 0L;
        if (output.isPresent()) {
            outputBytes = output.get().append(result.lines());
        } else {
            standardOutput.print(result.lines());
            if (standardOutput.checkError()) {
                throw new ReembedException("standard output was closed before all vectors were written");
            }
        }
        var errorBytes = 0L;
        if (errors.isPresent()) {
            var lines = new StringBuilder();
            result.invalid().forEach(line -> lines.append(InvalidLines.json(line)));
            errorBytes = errors.get().append(lines.toString());
        }
        state = state.after(result, outputBytes, errorBytes);
        if (System.nanoTime() - nextSave >= 0) {
            save();
        }
    }

    /** Saves what was written. */
    void save() throws ReembedException {
        if (output.isPresent()) {
            output.get().force();
        }
        if (errors.isPresent()) {
            errors.get().force();
        }
        if (file.isPresent()) {
            file.get().write(state);
        }
        nextSave = System.nanoTime() + SAVE_NANOS;
    }

    @Override
    public void close() throws ReembedException {
        if (output.isPresent()) {
            output.get().close();
        }
        if (errors.isPresent()) {
            errors.get().close();
        }
    }
}
