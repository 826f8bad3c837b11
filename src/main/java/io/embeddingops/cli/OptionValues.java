package io.embeddingops.cli;

import io.embeddingops.config.BadConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The values of a command's options. They are parsed here rather than by picocli, so that all errors are reported at once. */
final class OptionValues {

    private final ParseResult arguments;
    private final List<String> problems = new ArrayList<>();

    OptionValues(ParseResult arguments) {
        this.arguments = arguments;
    }

    /** Adds an option with a value that is parsed later. */
    static void add(CommandSpec spec, String name, String label, String description) {
        spec.addOption(builder(name, label, description).build());
    }

    /** Adds an option that must be there. */
    static void addRequired(CommandSpec spec, String name, String label, String description) {
        spec.addOption(builder(name, label, description).required(true).build());
    }

    private static OptionSpec.Builder builder(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel("<" + label + ">")
                .type(String.class)
                .description(description);
    }

    /** The value as it was given. */
    Optional<String> text(String option) {
        return Optional.ofNullable(arguments.matchedOptionValue(option, (String) null));
    }

    /**
     * The parsed value; empty without the option, or if it cannot be parsed, which is a problem.
     *
     * @param form what the value must be, for the message
     * @param parser throws {@link IllegalArgumentException} for other values
     */
    <T> Optional<T> value(String option, String form, Function<String, T> parser) {
        try {
            return text(option).map(parser);
        } catch (IllegalArgumentException e) {
            problems.add(option + "=\"" + text(option).orElse("") + "\" must be " + form);
            return Optional.empty();
        }
    }

    /** The token or key in the file that the option names. No message repeats it. */
    Optional<String> secret(String option) {
        return text(option).map(file -> {
            try {
                var word = Files.readString(Path.of(file)).strip();
                if (word.isEmpty() || !word.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
                    problems.add(option + "=\"" + file + "\" must contain one word of ASCII characters");
                }
                return word;
            } catch (IOException | IllegalArgumentException e) {
                problems.add(option + "=\"" + file + "\" cannot be read");
                return "";
            }
        });
    }

    void problem(String message) {
        problems.add(message);
    }

    /** Throws with all problems, if there are any. */
    void check() throws BadConfigException {
        if (!problems.isEmpty()) {
            throw new BadConfigException(problems);
        }
    }
}
