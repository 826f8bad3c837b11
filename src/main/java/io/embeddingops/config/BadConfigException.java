package io.embeddingops.config;

import java.util.List;

/** The configuration is invalid; nothing was started. */
public final class BadConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Takes one message per invalid value, at least one. */
    public BadConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One message per invalid value, with the flag or variable, the value and the remedy. */
    public List<String> problems() {
        return problems;
    }
}
