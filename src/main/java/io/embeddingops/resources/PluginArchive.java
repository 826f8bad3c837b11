package io.embeddingops.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * The versions of the plugin for SGLang, from the operator's jar: ZIP archives, from which Python imports. They belong to pod
 * templates, so the archive of a version never changes: see CONTRIBUTING.md.
 */
public enum PluginArchive {
    /** Of pod template 2. */
    V2("v2"),
    /** Of pod template 3 and later. */
    V3("v3");

    private final String version;
    private final String content;

    PluginArchive(String version) {
        this.version = version;
        this.content = read("/python/" + version + ".zip");
    }

    /** The archive in base64, read once. All ConfigMaps share this string. */
    String content() {
        return content;
    }

    /** Follows the service's name in the ConfigMap's name. */
    public String suffix() {
        return "-plugin-" + version;
    }

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
