package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Script;
import java.nio.file.Path;

/** The manifests that {@code hack/build.sh} copies beside the programs. */
final class Installed {

    private Installed() {}

    /** Applies files with an option of kubectl: {@code -f} for a file or directory, {@code -k} for a kustomization. */
    static void apply(ControlPlane controlPlane, String option, Path manifests) {
        Script.run(
                Daemon.path("kubectl"),
                "--kubeconfig",
                controlPlane.kubeconfig().toString(),
                "apply",
                "--server-side",
                "--force-conflicts",
                option,
                manifests.normalize().toString());
    }
}
