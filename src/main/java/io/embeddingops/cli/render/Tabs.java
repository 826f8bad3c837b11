package io.embeddingops.cli.render;

import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Tabs between tokens, such as after a colon, which kubectl's parser takes for spaces and this one refuses. */
final class Tabs {

    private static final Pattern INDENTATION = Pattern.compile("[ \t]*([-?:][ \t]+)*");
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");
    private static final String NEXT_DOCUMENT = "\n---\n";
    private static final String WITHIN_BRACES = "while parsing a flow";

    private Tabs() {}

    /** The text with a space instead of the tab at which parsing failed; empty if it failed for another reason. */
    static Optional<String> replaced(String text, MarkedYAMLException failure, LoaderOptions options) {
        if (failure.getProblemMark() == null) {
            return Optional.empty();
        }
        var line = lineStart(text, failure.getProblemMark().getLine());
        var column = failure.getProblemMark().getColumn();
        if (text.codePointCount(line, text.length()) <= column) {
            return Optional.empty();
        }
        var tab = text.offsetByCodePoints(line, column);
        if (text.charAt(tab) != '\t') {
            return Optional.empty();
        }
        var indents = INDENTATION.matcher(text.substring(line, tab)).matches();
        return indents && !isWithinBraces(text.substring(0, tab), options)
                ? Optional.empty()
                : Optional.of(text.substring(0, tab) + " " + text.substring(tab + 1));
    }

    private static int lineStart(String text, int line) {
        var start = 0;
        var breaks = LINE_BREAK.matcher(text);
        for (var i = 0; i < line && breaks.find(); i++) {
            start = breaks.end();
        }
        return start;
    }

    private static boolean isWithinBraces(String before, LoaderOptions options) {
        try {
            new Yaml(options).parse(new StringReader(before + NEXT_DOCUMENT)).forEach(event -> {});
            return false;
        } catch (MarkedYAMLException e) {
            return e.getContext() != null && e.getContext().startsWith(WITHIN_BRACES);
        } catch (YAMLException e) {
            return false;
        }
    }
}
