package io.embeddingops.plan;

import java.util.ArrayList;
import java.util.stream.Stream;

/**
 * One element of a list, with the words by which a message names its place.
 *
 * @param field such as {@code spec.pod.volumes[2]}
 * @param value what stands there
 */
public record Item<T>(String field, T value) {

    /** Those of the list that is the field of that name, in its order; the list may be JSON too. */
    public static <T> Stream<Item<T>> of(String field, Iterable<? extends T> list) {
        var items = new ArrayList<Item<T>>();
        list.forEach(value -> items.add(new Item<>(field + "[" + items.size() + "]", value)));
        return items.stream();
    }
}
