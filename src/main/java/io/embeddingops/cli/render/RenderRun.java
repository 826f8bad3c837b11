package io.embeddingops.cli.render;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
        run(() -> files.forEach(this::add));
    }

    /** Renders the service of a file while the servers of an earlier version of it, in another file, serve. */
    public void addTransition(String earlier, List<String> files) {
        run(() -> {
            var before = one(List.of(earlier), "--serving");
            var after = one(files, "--file");
            if (before.isPresent() && after.isPresent() && areValid(before.get(), after.get())) {
                add(
                        after.get(),
                        () -> renderer.transition(
                                before.get().content(), after.get().content()));
            }
        });
    }

    private void run(Runnable work) {
        var thread = new Thread(null, work, "render", STACK_BYTES);
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
        documents(file).forEach(document -> add(document, () -> renderer.render(document.content())));
    }

    private List<Document> documents(String file) {
        try {
            var documents = Documents.parse(file, InputText.of(file, input));
            errors.addAll(documents.errors());
            warnings.addAll(documents.warnings());
            return documents.documents();
        } catch (IOException e) {
            errors.add(file + ": " + e.getMessage());
            return List.of();
        }
    }

    /** The only document of the files; a transition is that of one service. */
    private Optional<Document> one(List<String> files, String option) {
        var before = errors.size();
        var documents = files.stream().flatMap(file -> documents(file).stream()).toList();
        if (errors.size() == before && documents.size() != 1) {
            errors.add(option + ": has " + documents.size()
                    + " services: with --serving pass one file with one service in --serving, and one in --file");
        }
        return errors.size() == before ? Optional.of(documents.get(0)) : Optional.empty();
    }

    private boolean areValid(Document... documents) {
        var before = errors.size();
        for (var document : documents) {
            var length = yaml.length();
            add(document, () -> renderer.render(document.content()));
            yaml.setLength(length);
        }
        return errors.size() == before;
    }

    private void add(Document document, Supplier<Rendering> work) {
        try {
            var rendering = work.get();
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
