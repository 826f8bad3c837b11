package io.embeddingops.cli.render;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Renders files, and collects their objects, errors and warnings. */
public final class RenderRun {

    private static final String STANDARD_INPUT = "-";

    private final InputStream input;
    private final Renderer renderer;
    private final StringBuilder yaml = new StringBuilder();
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** Takes the input for the file {@code -}. */
    public RenderRun(Policy policy, InputStream input) {
        this.input = input;
        this.renderer = new Renderer(policy);
    }

    /** Renders all documents of a file; {@code -} is standard input. */
    public void add(String file) {
        try {
            var documents = Documents.parse(file, content(file));
            documents.documents().forEach(this::add);
            errors.addAll(documents.errors());
        } catch (NoSuchFileException e) {
            errors.add(file + ": no such file");
        } catch (MalformedInputException e) {
            errors.add(file + ": is not UTF-8 text");
        } catch (IOException e) {
            errors.add(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** The objects, in the order of the files; complete only without errors. */
    public String yaml() {
        return yaml.toString();
    }

    /** One line per error, with file, document and field. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** One line per value that the cluster's operator may refuse. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void add(Document document) {
        var rendering = renderer.render(document.content());
        rendering.errors().forEach(error -> errors.add(line(document.origin(), error)));
        rendering.warnings().forEach(warning -> warnings.add(line(document.origin() + ": warning", warning)));
        yaml.append(renderer.yaml(rendering));
    }

    private String content(String file) throws IOException {
        return file.equals(STANDARD_INPUT)
                ? new String(input.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
    }

    private static String line(String origin, FieldError error) {
        var prefix = error.field() + " ";
        var message = error.message().startsWith(prefix) ? error.message().substring(prefix.length()) : error.message();
        return error.field().isEmpty() ? origin + ": " + message : origin + ": " + error.field() + ": " + message;
    }
}
