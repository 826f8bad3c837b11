package io.embeddingops.plan;

import java.util.ArrayList;
import java.util.List;

/** Parses a command line like Python's argparse, which SGLang uses: supports {@code --flag=value} and abbreviations. */
public final class Flags {

    private Flags() {}

    /** The name of the flag in a word, without {@code =value}. */
    public static String name(String word) {
        var equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    /** Whether argparse reads the word as the flag. */
    public static boolean matches(String word, String flag) {
        return word.equals(flag) || word.length() > 2 && word.startsWith("--") && flag.startsWith(word);
    }

    /** Whether the flag is among the words. */
    public static boolean contains(List<String> words, String flag) {
        return words.stream().anyMatch(word -> matches(name(word), flag));
    }

    /** All values of the flag, from the same word or the next one. A flag may be repeated; its last value counts. */
    public static List<String> values(List<String> words, String flag) {
        var values = new ArrayList<String>();
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (matches(name(word), flag)) {
                if (word.contains("=")) {
                    values.add(word.substring(word.indexOf('=') + 1));
                } else if (i + 1 < words.size()) {
                    values.add(words.get(i + 1));
                }
            }
        }
        return List.copyOf(values);
    }
}
