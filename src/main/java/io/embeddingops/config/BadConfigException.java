package io.embeddingops.config;

import java.util.List;

/** The configuration cannot be used; nothing was started. */
public final class BadConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** With one sentence per bad value, at least one. */
    public BadConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong; each names the flag or variable, the value and the remedy. */
    public List<String> problems() {
        return problems;
    }
}
