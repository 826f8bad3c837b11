package io.embeddingops.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Exit codes of the program. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    private ExitCode() {}

    static Map<String, String> documentation(String done, String failed) {
        var codes = new LinkedHashMap<String, String>();
        codes.put(" " + DONE, done);
        codes.put(" " + FAILED, failed);
        codes.put(" " + USAGE, "Invalid arguments or configuration; all errors are on standard error.");
        return codes;
    }
}
