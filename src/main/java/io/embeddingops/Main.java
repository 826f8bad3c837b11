package io.embeddingops;

import io.embeddingops.cli.OperatorCommandLine;
import io.embeddingops.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program's entry; its commands are in {@link OperatorCommandLine}. */
public final class Main {

    private Main() {}

    /** Ends the process with the command's exit code: 0 done, 1 failed, 2 wrongly called or configured. */
    public static void main(String[] arguments) {
        var commandLine = OperatorCommandLine.create(
                Surroundings.ofProcess(), utf8(FileDescriptor.out), utf8(FileDescriptor.err));
        System.exit(OperatorCommandLine.execute(commandLine, arguments));
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
