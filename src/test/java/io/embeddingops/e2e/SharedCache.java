package io.embeddingops.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A claim to which several pods can write, bound to a directory of the node. */
final class SharedCache {

    private static final String VOLUME = """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: %1$s-%2$s}
            spec:
              capacity: {storage: 5Gi}
              accessModes: [ReadWriteMany, ReadWriteOnce]
              storageClassName: ""
              claimRef: {namespace: %2$s, name: %1$s}
              hostPath: {path: %3$s}
            """;

    private static final String CLAIM = """
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: %1$s, namespace: %2$s}
            spec:
              accessModes: [ReadWriteMany]
              storageClassName: ""
              volumeName: %1$s-%2$s
              resources: {requests: {storage: 1Gi}}
            """;

    private SharedCache() {}

    /** A new directory that every user may write to: the kubelet does not change the owner of hostPath volumes. */
    static Path directory() {
        try {
            var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "model-cache-");
            return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The volume for a claim of that name. */
    static InputStream volume(String name, String namespace, Path directory) {
        return stream(VOLUME.formatted(name, namespace, directory));
    }

    /** The volume and the claim. */
    static InputStream manifest(String name, String namespace, Path directory) {
        return stream((VOLUME + CLAIM).formatted(name, namespace, directory));
    }

    private static InputStream stream(String yaml) {
        return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    }
}
