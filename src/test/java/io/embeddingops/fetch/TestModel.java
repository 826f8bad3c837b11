package io.embeddingops.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A small model of random bytes, in the directory of a hub. */
public final class TestModel {

    public static final String REPO = "acme/mini";
    static final int WEIGHTS = 1_000_003;

    private TestModel() {}

    /** Creates the repository below that directory. */
    public static Path create(Path models, long seed) throws IOException {
        return create(models, REPO, seed, WEIGHTS);
    }

    /** Creates a repository with weights of that size. */
    public static Path create(Path models, String repo, long seed, int weights) throws IOException {
        var directory = models.resolve(repo);
        var random = new Random(seed);
        for (var name : List.of("config.json", "1_Pooling/config.json", "a b/naïve 模型+%.txt", "tokenizer.json")) {
            write(directory.resolve(name), random, 1000 + random.nextInt(1000));
        }
        write(directory.resolve("empty.txt"), random, 0);
        write(directory.resolve("model.safetensors"), random, weights);
        return directory;
    }

    private static void write(Path file, Random random, int size) throws IOException {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** Fails unless both directories have the same files, but for the mark of completeness. */
    public static void assertEqual(Path expected, Path actual) throws IOException {
        assertThat(digests(actual)).isEqualTo(digests(expected));
    }

    private static Map<String, String> digests(Path directory) throws IOException {
        var digests = new TreeMap<String, String>();
        var root = directory.toRealPath();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = root.relativize(file).toString();
                if (!name.equals(".complete")) {
                    digests.put(
                            name,
                            ContentHash.ofText(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return digests;
    }
}
