package io.embeddingops.plan.kubernetes;

import io.embeddingops.plan.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Labels and annotations. */
final class LabelChecks {

    private static final int MAX_ANNOTATION_BYTES = 256 * 1024;

    private LabelChecks() {}

    static Stream<FieldError> labels(Value labels) {
        return Stream.concat(
                keys(labels, Formats::isLabelKey, "a label"), labels.entries().flatMap(Formats.LABEL_VALUE::of));
    }

    static Stream<FieldError> annotations(Value annotations) {
        var bytes = annotations.keys().stream()
                .mapToLong(key -> bytes(key) + bytes(annotations.at(key).text()))
                .sum();
        return Stream.concat(
                keys(annotations, Formats::isAnnotationKey, "an annotation"),
                bytes > MAX_ANNOTATION_BYTES
                        ? Stream.of(annotations.error("must be at most " + MAX_ANNOTATION_BYTES
                                + " bytes in total, not " + bytes + ": shorten or remove annotations"))
                        : Stream.empty());
    }

    private static Stream<FieldError> keys(Value map, Predicate<String> format, String kind) {
        return map.keys().stream()
                .filter(format.negate())
                .map(key ->
                        map.at(key).error("has a key that " + kind + " cannot have: use " + Formats.LABEL_KEY_RULE));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
