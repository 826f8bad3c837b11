package io.embeddingops.plan;

import java.util.List;
import java.util.Optional;

/** Reads a command line as Python's argparse does, which SGLang uses: {@code --flag=value} and abbreviations count. */
public final class Flags {

    private Flags() {}

    /** The flag of a word, without {@code =value}. */
    public static String name(String word) {
        var equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    /** Whether argparse takes that word for the flag. */
    public static boolean means(String word, String flag) {
        return word.equals(flag) || word.length() > 2 && word.startsWith("--") && flag.startsWith(word);
    }

    /** Whether the flag is among the words. */
    public static boolean given(List<String> words, String flag) {
        return words.stream().anyMatch(word -> means(name(word), flag));
    }

    /** The flag's value, in the same word or the next one. */
    public static Optional<String> value(List<String> words, String flag) {
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (means(name(word), flag)) {
                if (word.contains("=")) {
                    return Optional.of(word.substring(word.indexOf('=') + 1));
                }
                return i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
