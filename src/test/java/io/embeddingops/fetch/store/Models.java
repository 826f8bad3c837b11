package io.embeddingops.fetch.store;

import io.embeddingops.source.HuggingFaceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model of three files that tests put into a cache. */
final class Models {

    static final HuggingFaceLocation LOCATION = new HuggingFaceLocation("acme/tiny", "main");

    static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

    static final List<String> PATHS = List.of("config.json", "1_Pooling/config.json", "model 模型.safetensors");

    private Models() {}

    static String text(String path) {
        return "content of " + path;
    }

    static List<StoredFile> files() {
        return PATHS.stream()
                .map(path -> new StoredFile(path, bytes(path).length, "sha256:of-" + path))
                .toList();
    }

    static void write(Path directory, String path) throws IOException {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes(path));
    }

    static void writeAll(Path directory) throws IOException {
        for (var path : PATHS) {
            write(directory, path);
        }
    }

    private static byte[] bytes(String path) {
        return text(path).getBytes(StandardCharsets.UTF_8);
    }
}
