package io.embeddingops.e2e;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A PersistentVolumeClaim that is bound to a directory of the node. */
final class BoundClaim {

    private BoundClaim() {}

    static InputStream manifest(String name, String namespace, Path directory) {
        return new ByteArrayInputStream(
                """
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s-%2$s}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [ReadOnlyMany]
                  storageClassName: ""
                  claimRef: {namespace: %2$s, name: %1$s}
                  hostPath: {path: %3$s}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  accessModes: [ReadOnlyMany]
                  storageClassName: ""
                  volumeName: %1$s-%2$s
                  resources: {requests: {storage: 1Gi}}
                """.formatted(name, namespace, directory).getBytes(StandardCharsets.UTF_8));
    }
}
