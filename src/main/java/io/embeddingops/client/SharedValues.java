package io.embeddingops.client;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** Replaces equal values by the first one, for as long as anything refers to that. */
final class SharedValues {

    private static final Map<Object, WeakReference<Object>> FIRST = new WeakHashMap<>();

    private SharedValues() {}

    /** An equal value, which is the same object for all equal values. */
    @SuppressWarnings("unchecked")
    static <T> T shared(T value) {
        synchronized (FIRST) {
            var known = FIRST.get(value);
            var first = known == null ? null : known.get();
            if (first == null) {
                FIRST.put(value, new WeakReference<>(value));
                return value;
            }
            return (T) first;
        }
    }
}
