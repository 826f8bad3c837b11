package io.embeddingops.plan.kubernetes;

import io.embeddingops.plan.FieldError;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A check of one value. Larger checks are composed of smaller ones, in the shape of the type that they check. */
@FunctionalInterface
interface Check {

    /** What is wrong with the value, and the remedy. */
    Stream<FieldError> of(Value value);

    static Check all(Check... checks) {
        return value -> Stream.of(checks).flatMap(check -> check.of(value));
    }

    /** Checks of an optional field, unless it is absent or empty. */
    static Check at(String name, Check... checks) {
        return value -> value.at(name).isEmpty() ? Stream.empty() : all(checks).of(value.at(name));
    }

    /** Checks of an optional field that must not be empty if it is given. */
    static Check given(String name, Check... checks) {
        return value -> value.at(name).isGiven() ? all(checks).of(value.at(name)) : Stream.empty();
    }

    /** Checks of a field that must be given and not be empty. */
    static Check required(String name, Check... checks) {
        return value -> value.at(name).isEmpty()
                ? Stream.of(value.at(name).error("is required"))
                : all(checks).of(value.at(name));
    }

    /** Checks of each item of a list. */
    static Check items(String name, Check... checks) {
        return value -> value.at(name).items().flatMap(all(checks)::of);
    }

    /** Checks of each value of a map. */
    static Check entries(String name, Check... checks) {
        return value -> value.at(name).entries().flatMap(all(checks)::of);
    }

    static Check matches(Predicate<String> format, String message) {
        return value -> format.test(value.text()) ? Stream.empty() : Stream.of(value.wrong(message));
    }

    static Check oneOf(String... words) {
        var known = List.of(words);
        return matches(known::contains, "must be " + or(words));
    }

    static Check range(long min, long max) {
        return value -> value.json().canConvertToLong()
                        && value.json().asLong() >= min
                        && value.json().asLong() <= max
                ? Stream.empty()
                : Stream.of(value.wrong("must be from " + min + " to " + max));
    }

    static Check min(long min) {
        return value ->
                value.json().asLong() >= min ? Stream.empty() : Stream.of(value.wrong("must be at least " + min));
    }

    /** Exactly one of these fields. */
    static Check exactlyOne(String... names) {
        return value -> given(value, names).isEmpty()
                ? Stream.of(value.error("must have exactly one of " + or(names)))
                : atMostOne(names).of(value);
    }

    static Check atMostOne(String... names) {
        return value -> {
            var given = given(value, names);
            return given.size() <= 1
                    ? Stream.empty()
                    : Stream.of(
                            value.error("must not have both " + String.join(" and ", given) + ": keep one of them"));
        };
    }

    /** A value that is refused under a condition. */
    static Check refuse(Predicate<Value> condition, String message) {
        return value -> condition.test(value) ? Stream.of(value.wrong(message)) : Stream.empty();
    }

    private static String or(String... words) {
        var last = words.length - 1;
        return last == 0 ? words[0] : String.join(", ", List.of(words).subList(0, last)) + " or " + words[last];
    }

    private static List<String> given(Value value, String... names) {
        return Stream.of(names).filter(name -> value.at(name).isGiven()).toList();
    }
}
