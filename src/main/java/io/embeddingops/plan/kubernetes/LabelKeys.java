package io.embeddingops.plan.kubernetes;

import io.embeddingops.plan.FieldError;
import java.util.stream.Stream;

/**
 * Keys of labels whose values are looked up in the pod, and added to the labelSelector beside them.
 *
 * @param name {@code matchLabelKeys} or {@code mismatchLabelKeys}
 */
record LabelKeys(String name) implements Check {

    @Override
    public Stream<FieldError> of(Value parent) {
        var keys = parent.at(name);
        if (keys.isEmpty()) {
            return Stream.empty();
        }
        return parent.at("labelSelector").isGiven()
                ? keys.items().flatMap(key -> key(parent, key))
                : Stream.of(keys.error("needs a labelSelector: add one, or remove the keys"));
    }

    private Stream<FieldError> key(Value parent, Value key) {
        if (!Formats.isLabelKey(key.text())) {
            return Formats.LABEL_KEY.of(key);
        } else if (name.equals("matchLabelKeys") && isSelected(parent, key.text())) {
            return Stream.of(key.wrong("is already a key of labelSelector or mismatchLabelKeys: keep one of them"));
        }
        return Stream.empty();
    }

    private static boolean isSelected(Value parent, String key) {
        var selector = parent.at("labelSelector");
        return selector.at("matchLabels").json().has(key)
                || selector.at("matchExpressions")
                        .items()
                        .anyMatch(expression -> expression.at("key").text().equals(key))
                || parent.at("mismatchLabelKeys")
                        .items()
                        .anyMatch(other -> other.text().equals(key));
    }
}
