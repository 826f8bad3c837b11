package io.embeddingops.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A script that replaces {@code sglang}, as in an image that wraps it. */
final class SglangWrapper {

    /** The directory of the scripts, which the operator must allow. */
    static final Path DIRECTORY = Path.of("target/e2e/wrapper").toAbsolutePath();

    private SglangWrapper() {}

    /** The directory of SGLang's Python environment. */
    static Path venv() {
        return SglangService.model(SglangService.TINY).getParent().resolveSibling("venv");
    }

    /** Fields of the spec of a service whose SGLang does not find the plugin, as if it had no framework for plugins. */
    static String withoutPlugin() {
        return of(
                "unguarded",
                "unset PYTHONPATH\nshift\nexec %s/bin/python -m sglang.launch_server \"$@\"\n".formatted(venv()));
    }

    /** Fields of the spec of a service with that script. */
    static String of(String name, String script) {
        var file = DIRECTORY.resolve(name);
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, "#!/bin/sh\n" + script);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return """
                server: {volumeMounts: [{name: wrapper, mountPath: %s/bin/sglang, readOnly: true}]}
                pod: {volumes: [{name: wrapper, hostPath: {path: %s, type: File}}]}
                """.formatted(venv(), file);
    }
}
