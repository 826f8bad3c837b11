package io.embeddingops.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Which files of a model are downloaded. Patterns are those of a shell: {@code *} and {@code ?} match slashes, too, as in the
 * Hub's own client.
 *
 * @param include a file must match one of these; empty: all files
 * @param exclude a file must match none of these
 */
public record Selection(List<String> include, List<String> exclude) {

    /** Everything but the same weights in other formats, which a download finds out from the list of files. */
    public static final Selection DEFAULT = new Selection(List.of(), List.of());

    private static final int DIGITS = 8;

    public Selection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Follows the name of a revision's directory, so that selections do not share one; empty for the default. */
    String suffix() {
        if (equals(DEFAULT)) {
            return "";
        }
        try {
            var text = String.join("\n", include) + "\n\n" + String.join("\n", exclude);
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "+" + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
