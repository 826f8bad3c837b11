package io.embeddingops.health;

import java.util.List;
import java.util.Map;

/** Asks servers how much they have to do. */
@FunctionalInterface
public interface LoadSource {

    /** The number of active requests, by pod UID, without the servers that do not answer. */
    Map<String, Double> of(List<Target> servers);
}
