package io.embeddingops.verification;

import java.util.List;

/** What servers are asked to embed: five pairs of like meaning, in eight languages, about 100 tokens in all. */
public final class Texts {

    /** Names the texts and their order; vectors of different versions cannot be compared. */
    public static final String VERSION = "1";

    /** None ends as another does, for models that take the vector of the last token. */
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

    /** A short text for questions that are not about its meaning. */
    static final String SHORT = "tea";

    /** Two of {@link #ALL}, by their positions. */
    record Pair(int one, int other) {}

    /** Like in meaning: a paraphrase and translations. */
    static final List<Pair> NEAR =
            List.of(new Pair(0, 1), new Pair(2, 3), new Pair(4, 5), new Pair(6, 7), new Pair(8, 9));

    /** Unlike in meaning, though of one language or one script. */
    static final List<Pair> FAR = List.of(
            new Pair(0, 5),
            new Pair(1, 2),
            new Pair(3, 4),
            new Pair(5, 1),
            new Pair(0, 3),
            new Pair(6, 9),
            new Pair(7, 8));

    private Texts() {}

    /** A text that no cache knows, not even its beginning: caches make repeated answers alike that are wrong. */
    static String fresh(int number) {
        return number + " boats at sea";
    }
}
