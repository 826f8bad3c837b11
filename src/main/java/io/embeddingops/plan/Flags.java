package io.embeddingops.plan;

import java.util.ArrayList;
import java.util.List;

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

    /** The flag's values, each in the same word or the next one: a flag may be repeated, and its last value counts. */
    public static List<String> values(List<String> words, String flag) {
        var values = new ArrayList<String>();
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (means(name(word), flag)) {
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
