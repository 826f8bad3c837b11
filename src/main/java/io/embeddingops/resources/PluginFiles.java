package io.embeddingops.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of the plugin for SGLang, from the operator's jar. They belong to the pod template, so the files of a version never
 * change: see CONTRIBUTING.md.
 */
final class PluginFiles {

    /** The directory of each file in the plugin's mount. */
    static final Map<String, String> DIRECTORIES = directories();

    /** The content of each file, read once. All ConfigMaps share these strings. */
    static final Map<String, String> CONTENTS = contents();

    private static final String PACKAGE = "embedding_operator";

    private PluginFiles() {}

    private static Map<String, String> directories() {
        var directories = new TreeMap<String, String>();
        for (var module : List.of(
                "__init__.py",
                "attention.py",
                "directory.py",
                "errors.py",
                "facts.py",
                "front.py",
                "hooks.py",
                "modules.py",
                "plugin.py",
                "pooling.py",
                "prompts.py",
                "refusal.py",
                "requests.py",
                "serving.py",
                "settings.py",
                "tokens.py",
                "vectors.py",
                "worker.py")) {
            directories.put(module, PACKAGE);
        }
        // with these two files Python takes the directory for an installed distribution, in which SGLang finds the
        // plugin
        directories.put("METADATA", "embedding_operator_sglang-2.dist-info");
        directories.put("entry_points.txt", "embedding_operator_sglang-2.dist-info");
        return Collections.unmodifiableMap(directories);
    }

    private static Map<String, String> contents() {
        var contents = new TreeMap<String, String>();
        DIRECTORIES.forEach((file, directory) -> {
            var path = directory.equals(PACKAGE) ? directory + "/" + file : file;
            contents.put(file, read("/python/v2/" + path));
        });
        return Collections.unmodifiableMap(contents);
    }

    private static String read(String resource) {
        try (var input = PluginFiles.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException(resource + " is missing in the operator's jar");
            }
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
