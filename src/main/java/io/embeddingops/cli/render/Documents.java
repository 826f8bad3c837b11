package io.embeddingops.cli.render;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.reader.ReaderException;

/** The documents of one file, read as kubectl reads them. */
final class Documents {

    /** Of one document. The API server takes at most 3 MiB. */
    private static final int MAX_CHARACTERS = 3 * 1024 * 1024;

    /** Of one document; each costs a parse. */
    private static final int MAX_TABS = 100;

    private static final Pattern BRACE = Pattern.compile("\\s*[{]");
    private static final Pattern JSON_BEGIN = Pattern.compile("\\s*[{]\\s*[\"}]");

    private final String file;
    private final List<Document> documents = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Documents(String file) {
        this.file = file;
    }

    /** Parses one or more documents of YAML or JSON. */
    static Documents parse(String file, String text) {
        var parsed = new Documents(file);
        if (BRACE.matcher(text).lookingAt()) {
            parsed.addJson(text);
        } else {
            parsed.addYaml(text, 1);
        }
        if (parsed.documents.isEmpty() && parsed.errors.isEmpty()) {
            parsed.errors.add(file + ": contains no document");
        }
        return parsed;
    }

    /** The documents that could be parsed, without empty ones. */
    List<Document> documents() {
        return documents;
    }

    /** Syntax errors, with line and column. */
    List<String> errors() {
        return errors;
    }

    /** What kubectl ignores. */
    List<String> warnings() {
        return warnings;
    }

    /** What is not JSON after all, or no longer, is YAML: {@code {a: b}} begins with a brace, too. */
    private void addJson(String text) {
        var end = 0;
        var line = 1;
        try {
            var stream = new JsonStream(file, text);
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                documents.add(next.get());
                end = stream.offset();
                line = stream.line();
            }
        } catch (SyntaxException e) {
            var before = errors.size();
            if (documents.size() <= 1) {
                addYaml(text.substring(end), line);
            } else {
                add(e);
            }
            if (errors.size() > before
                    && JSON_BEGIN.matcher(text).region(end, text.length()).lookingAt()) {
                errors.subList(before, errors.size()).clear();
                add(e);
            }
        } catch (IOException e) {
            errors.add(file + ": cannot be read as JSON");
        }
    }

    private void addYaml(String text, int firstLine) {
        try {
            for (var chunk : Chunk.of(text, firstLine)) {
                addChunk(chunk);
            }
        } catch (SyntaxException e) {
            add(e);
        }
    }

    private void addChunk(Chunk chunk) {
        try {
            if (chunk.text().length() > MAX_CHARACTERS) {
                throw new SyntaxException(
                        chunk.line(), 0, "is longer than 3 MiB, the most that an API server takes: shorten it");
            }
            read(chunk, options());
        } catch (MarkedYAMLException e) {
            var at = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            add(
                    at == null
                            ? new SyntaxException(chunk.line(), 0, e.getProblem())
                            : new SyntaxException(chunk.line() + at.getLine(), at.getColumn() + 1, e.getProblem()));
        } catch (ReaderException e) {
            add(new SyntaxException(
                    line(chunk, e.getPosition()),
                    0,
                    "contains a control character: remove it, or escape it in quotes"));
        } catch (YAMLException | IndexOutOfBoundsException | IllegalArgumentException e) {
            add(new SyntaxException(chunk.line(), 0, "cannot be read as YAML"));
        } catch (SyntaxException e) {
            add(e);
        }
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        return options;
    }

    private void read(Chunk chunk, LoaderOptions options) throws SyntaxException {
        var text = chunk.text();
        for (var tabs = 0; ; tabs++) {
            var replaced = tabs;
            try {
                compose(new Chunk(text, chunk.line()), options);
                return;
            } catch (MarkedYAMLException e) {
                text = Tabs.replaced(text, e, options)
                        .filter(any -> replaced < MAX_TABS)
                        .orElseThrow(() -> e);
            }
        }
    }

    private void compose(Chunk chunk, LoaderOptions options) throws SyntaxException {
        var events = new Yaml(options).parse(new StringReader(chunk.text())).iterator();
        events.next();
        var first = events.next();
        if (!first.is(Event.ID.DocumentStart)) {
            refuseDirectives(chunk);
            return;
        }
        var line = chunk.line() + first.getEndMark().getLine();
        var lines = new Lines(line);
        var composer = new YamlComposer(events, chunk.line(), lines);
        var content = YamlScalar.stored(composer.value(), line, 0);
        var end = events.next();
        if (!content.isNull()) {
            documents.add(new Document(file, content, lines));
        }
        if (hasMore(events)) {
            warnings.add(
                    file + ":" + (chunk.line() + end.getEndMark().getLine())
                            + ": warning: kubectl ignores what follows the end of the document, ...: separate documents by ---");
        }
    }

    private static void refuseDirectives(Chunk chunk) throws SyntaxException {
        if (chunk.text().lines().anyMatch(line -> line.startsWith("%"))) {
            throw new SyntaxException(chunk.line(), 0, "kubectl refuses directives such as %YAML: remove the line");
        }
    }

    private static boolean hasMore(Iterator<Event> events) {
        try {
            return !events.next().is(Event.ID.StreamEnd);
        } catch (YAMLException e) {
            return true;
        }
    }

    private static int line(Chunk chunk, int position) {
        return chunk.line()
                + (int) chunk.text()
                        .codePoints()
                        .limit(Math.max(0, position))
                        .filter(character -> character == '\n')
                        .count();
    }

    private void add(SyntaxException problem) {
        errors.add(file + ":" + problem.place() + ": " + problem.getMessage());
    }
}
