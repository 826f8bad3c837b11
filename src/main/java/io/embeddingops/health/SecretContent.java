package io.embeddingops.health;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the operator knows about a Secret. */
sealed interface SecretContent {

    /** There is no such Secret. */
    record Missing() implements SecretContent {}

    /** The operator has no permission to read it. */
    record Forbidden() implements SecretContent {}

    /** Its entries, by name. Values never appear in texts. */
    record Found(Map<String, byte[]> entries) implements SecretContent {

        /** What an HTTP header can have. */
        private static final Pattern SENDABLE = Pattern.compile("[!-~]([ -~]*[!-~])?");

        public Found {
            entries = new TreeMap<>(entries);
        }

        /** The first API key by name that can be sent in a header. */
        Optional<String> firstKey() {
            return keys().filter(key -> SENDABLE.matcher(key).matches()).findFirst();
        }

        /** Whether no entry has a value other than whitespace. */
        boolean blank() {
            return keys().findAny().isEmpty();
        }

        Optional<byte[]> entry(String name) {
            return Optional.ofNullable(entries.get(name));
        }

        private Stream<String> keys() {
            return entries.values().stream()
                    .map(value -> new String(value, StandardCharsets.UTF_8).strip())
                    .filter(key -> !key.isEmpty());
        }

        @Override
        public String toString() {
            return entries.size() + " entries";
        }
    }
}
