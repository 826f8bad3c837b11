package io.embeddingops.plan;

import java.util.ArrayList;
import java.util.stream.Stream;

/**
 * One element of a list, with its field path for messages.
 *
 * @param field such as {@code spec.pod.volumes[2]}
 * @param value the element
 */
public record Item<T>(String field, T value) {

    /** The elements of the list in that field, in order. The list may be a JSON array. */
    public static <T> Stream<Item<T>> of(String field, Iterable<? extends T> list) {
        var items = new ArrayList<Item<T>>();
        list.forEach(value -> items.add(new Item<>(field + "[" + items.size() + "]", value)));
        return items.stream();
    }
}
