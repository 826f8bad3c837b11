package io.embeddingops.cli.render;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Renders files, and collects their objects, errors and warnings. */
public final class RenderRun {

    /** The checks match patterns recursively; a value of some thousand characters needs more than a usual stack. */
    private static final long STACK_BYTES = 64L * 1024 * 1024;

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

    /** Renders all documents of all files; {@code -} is standard input. */
    public void add(List<String> files) {
        var thread = new Thread(null, () -> files.forEach(this::add), "render", STACK_BYTES);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            errors.add("interrupted");
        }
    }

    /** The objects, in the order of the files; complete only without errors. */
    public String yaml() {
        return yaml.toString();
    }

    /** One line per error, with file, line and field. */
    public List<String> errors() {
        return errors.stream().map(OneLine::of).toList();
    }

    /** One line per value that the cluster's operator may refuse, or that is probably not meant. */
    public List<String> warnings() {
        return warnings.stream().map(OneLine::of).toList();
    }

    private void add(String file) {
        try {
            var documents = Documents.parse(file, InputText.of(file, input));
            documents.documents().forEach(this::add);
            errors.addAll(documents.errors());
            warnings.addAll(documents.warnings());
        } catch (IOException e) {
            errors.add(file + ": " + e.getMessage());
        }
    }

    private void add(Document document) {
        try {
            var rendering = renderer.render(document.content());
            rendering.errors().forEach(error -> errors.add(line(document, ": ", error)));
            rendering.warnings().forEach(warning -> warnings.add(line(document, ": warning: ", warning)));
            yaml.append(renderer.yaml(rendering));
        } catch (RuntimeException | StackOverflowError e) {
            // a mistake of this program must not hide the errors of the other documents
            errors.add(document.place("") + ": cannot be rendered because of a bug ("
                    + e.getClass().getSimpleName() + "): report it with the document");
        }
    }

    private static String line(Document document, String separator, FieldError error) {
        var prefix = error.field() + " ";
        var message = error.message().startsWith(prefix) ? error.message().substring(prefix.length()) : error.message();
        var place = document.place(error.field()) + separator;
        return error.field().isEmpty() ? place + message : place + error.field() + ": " + message;
    }
}
