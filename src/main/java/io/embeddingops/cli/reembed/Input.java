package io.embeddingops.cli.reembed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens the input and finds the place where an earlier run has ended. */
final class Input {

    private Input() {}

    static InputStream open(Optional<Path> file, InputStream standardInput) throws ReembedException {
        try {
            return file.isPresent() ? Files.newInputStream(file.get()) : new BufferedInputStream(standardInput);
        } catch (IOException e) {
            throw new ReembedException("--input=" + file.get() + " cannot be read: " + e.getMessage());
        }
    }

    static OptionalLong size(Optional<Path> file) {
        try {
            return file.isPresent() ? OptionalLong.of(Files.size(file.get())) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Skips the lines that are done; throws if they are not those of the earlier run. */
    static void skip(Lines lines, ResumeState state) throws ReembedException {
        try {
            while (lines.count() < state.lines()) {
                if (lines.next().isEmpty()) {
                    throw new ReembedException("the input has " + lines.count()
                            + " lines, but the earlier run has read " + state.lines() + remedy());
                }
            }
        } catch (IOException e) {
            throw new ReembedException("the input cannot be read: " + e.getMessage());
        }
        if (state.lines() > 0 && !lines.digest().equals(state.digest())) {
            throw new ReembedException("the first " + state.lines() + " lines of the input are not those of the earlier"
                    + " run" + remedy());
        }
    }

    private static String remedy() {
        return ": the input must be the same, in the same order (in SQL with ORDER BY), or remove the output and the"
                + " file of --resume to start again";
    }
}
