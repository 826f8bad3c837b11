package io.embeddingops.cli.cache;

import io.embeddingops.fetch.store.CacheEntry;

/** Names of revisions as {@code cache rm} takes them: a model, which means all its revisions, or {@code MODEL@REVISION}. */
final class CacheNames {

    /** A revision may be abbreviated to so many digits. */
    private static final int SHORTEST = 7;

    private CacheNames() {}

    static boolean matches(String name, CacheEntry entry) {
        if (name.equals(entry.model()) || name.equals(entry.reference())) {
            return true;
        }
        var prefix = entry.model() + "@";
        return name.length() >= prefix.length() + SHORTEST
                && name.startsWith(prefix)
                && entry.reference().startsWith(name);
    }
}
