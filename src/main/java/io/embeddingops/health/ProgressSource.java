package io.embeddingops.health;

import io.embeddingops.source.FetchProgress;
import java.util.Optional;

/** Asks pods how far their downloads are. */
@FunctionalInterface
public interface ProgressSource {

    /** The progress of a pod's download; empty if it does not answer. */
    Optional<FetchProgress> of(DownloadTarget target);
}
