package io.embeddingops.e2e;

import io.embeddingops.it.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the tests of a running server in {@code src/test/python/serving}, which compare it with sentence-transformers. */
final class ServingTests {

    private static final Path DIRECTORY = Path.of("src/test/python/serving");

    private ServingTests() {}

    /**
     * Runs the tests of some files. Throws if one fails; their output is on standard output.
     *
     * @param model the model's directory on this machine
     * @param files such as {@code test_vectors.py}
     */
    static void run(LiveService service, Path model, String... files) {
        var client = new EmbeddingClient(service.tenant().client(), Pace.of(60));
        var arguments = new ArrayList<>(List.of("-m", "pytest", "-q", "-rP", "-p", "no:cacheprovider", "-W", "ignore"));
        for (var file : files) {
            arguments.add(DIRECTORY.resolve(file).toString());
        }
        arguments.addAll(List.of("--url", client.resolved(service.url()), "--model", model.toString()));
        python(arguments);
    }

    /** Makes tiny models with random weights in that directory. */
    static void makeModels(Path directory) {
        python(List.of(DIRECTORY.resolve("make_models.py").toString(), directory.toString()));
    }

    /** Writes the vectors of texts by several models to a file: see {@code reference_vectors.py}. */
    static void referenceVectors(Path out, Path texts, List<Path> models) {
        var arguments = new ArrayList<>(
                List.of(DIRECTORY.resolve("reference_vectors.py").toString(), out.toString(), texts.toString()));
        models.forEach(model -> arguments.add(model.toString()));
        python(arguments);
    }

    private static void python(List<String> arguments) {
        var python = SglangService.model("").getParent().resolve("reference/bin/python");
        // the output goes to standard error, where it is seen if a test fails
        var command = new ArrayList<>(List.of(
                "-c",
                "exec env \"$@\" >&2",
                "sh",
                "HF_HUB_OFFLINE=1",
                "PYTHONDONTWRITEBYTECODE=1",
                "NO_PROXY=*",
                python.toString()));
        command.addAll(arguments);
        Script.run("sh", command.toArray(String[]::new));
    }
}
