package io.embeddingops.plan;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Immutable maps sorted by key, so that rendered objects are the same in every process. */
final class Sorted {

    private Sorted() {}

    static Map<String, String> copyOf(Map<String, String> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
