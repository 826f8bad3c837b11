package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import java.nio.file.Path;

/** The operator's own image, which downloads models in init containers. */
final class OperatorImage {

    static final String NAME = "embeddingops/embedding-operator:0.1.0-SNAPSHOT";

    private static final Path ARCHIVE = Path.of("target", "embedding-operator-image.tar");

    private OperatorImage() {}

    /** Imports the image of {@code hack/image.sh} into the node. */
    static String imported(ControlPlane controlPlane) {
        assertThat(ARCHIVE).as("image from hack/image.sh").exists();
        controlPlane.importImage(ARCHIVE);
        return NAME;
    }
}
