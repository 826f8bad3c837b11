package io.embeddingops.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A script that a service finds in the place of {@code sglang}, as in an image that wraps it. */
final class Wrapper {

    /** Which the operator must allow. */
    static final Path DIRECTORY = Path.of("target/e2e/wrapper").toAbsolutePath();

    private Wrapper() {}

    /** The directory of the Python that SGLang runs with. */
    static Path venv() {
        return SglangService.model(SglangService.TINY).getParent().resolveSibling("venv");
    }

    /** What a service with that script has in its spec. */
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
