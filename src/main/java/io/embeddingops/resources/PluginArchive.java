package io.embeddingops.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * The plugin for SGLang, from the operator's jar: a ZIP archive, from which Python imports. It belongs to the pod template, so the
 * archive of a version never changes: see CONTRIBUTING.md.
 */
final class PluginArchive {

    /** The archive in base64, read once. All ConfigMaps share this string. */
    static final String CONTENT = read("/python/v2.zip");

    private PluginArchive() {}

    private static String read(String resource) {
        try (var input = PluginArchive.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException(resource + " is missing in the operator's jar");
            }
            return Base64.getEncoder().encodeToString(input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
