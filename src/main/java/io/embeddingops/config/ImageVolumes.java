package io.embeddingops.config;

import java.util.Optional;

/** Whether nodes can mount images as volumes. */
public enum ImageVolumes {
    /** As the version of the cluster says. */
    AUTO,
    /** They can. */
    TRUE,
    /** They cannot. */
    FALSE;

    Optional<Boolean> known() {
        return this == AUTO ? Optional.empty() : Optional.of(this == TRUE);
    }
}
