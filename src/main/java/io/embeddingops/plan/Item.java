package io.embeddingops.plan;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One element of a list, with the words by which a message names its place.
 *
 * @param field such as {@code spec.pod.volumes[2]}
 * @param value what stands there
 */
public record Item<T>(String field, T value) {

    /** Those of the list that is the field of that name, in its order. */
    public static <T> Stream<Item<T>> of(String field, List<? extends T> list) {
        return IntStream.range(0, list.size())
                .mapToObj(index -> new Item<>(field + "[" + index + "]", list.get(index)));
    }
}
