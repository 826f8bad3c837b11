package io.embeddingops.text;

import java.util.List;

/** Joins alternatives for a sentence: {@code a, b or c}. */
public final class OrList {

    private OrList() {}

    /** An empty string for no words. */
    public static String of(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }
}
