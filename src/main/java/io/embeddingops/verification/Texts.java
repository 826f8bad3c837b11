package io.embeddingops.verification;

import java.util.List;

/** The texts that servers embed: five pairs of similar meaning in eight languages, about 100 tokens in total. */
public final class Texts {

    /** Identifies the texts and their order; fingerprints of different versions cannot be compared. */
    public static final String VERSION = "1";

    /** No two texts have the same ending, for models that use the last token's vector. */
    public static final List<String> ALL = List.of(
            "A cat is sleeping on the sofa",
            "On the couch a cat sleeps",
            "Der Zug nach Berlin ist zu spät",
            "Le train pour Berlin est en retard",
            "El banco subió los intereses",
            "The bank has raised its interest rates",
            "会议8点开始",
            "会議は8時から",
            "سعر الخبز 3 دولار",
            "रोटी 3 डॉलर की है");

    /** A short text for checks that do not depend on its meaning. */
    static final String SHORT = "tea";

    /** Positions of two texts in {@link #ALL}. */
    record Pair(int one, int other) {}

    /** Pairs of similar meaning: a paraphrase and translations. */
    static final List<Pair> NEAR =
            List.of(new Pair(0, 1), new Pair(2, 3), new Pair(4, 5), new Pair(6, 7), new Pair(8, 9));

    /** Unrelated pairs in the same language or script. */
    static final List<Pair> FAR = List.of(
            new Pair(0, 5),
            new Pair(1, 2),
            new Pair(3, 4),
            new Pair(5, 1),
            new Pair(0, 3),
            new Pair(6, 9),
            new Pair(7, 8));

    private Texts() {}

    /** A text that no cache contains, not even its prefix. A cache would return the same wrong vector twice. */
    static String uncached(int number) {
        return number + " boats at sea";
    }
}
