package io.embeddingops.source;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads locations in the form that {@code fetch} takes. */
public final class Locations {

    /** What a location looks like, for messages. */
    public static final String FORM = "hf://ORG/NAME[@REVISION] or s3://BUCKET[/PREFIX]";

    private static final String HUB = "hf://";
    private static final String S3 = "s3://";

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,95}";
    private static final Pattern REPO = Pattern.compile("(?:" + NAME + "/)?" + NAME);
    /** As Git's rules for references, and without what a shell or a URL would read differently. */
    private static final Pattern REVISION =
            Pattern.compile("(?!.*(?:[.]{2}|//|@[{]))[A-Za-z0-9_][A-Za-z0-9._/+@-]{0,199}");

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

    private Locations() {}

    /**
     * The location; empty if the text has another form.
     *
     * @param s3Host see {@link S3Location#host()}
     */
    public static Optional<Location> parse(String text, String s3Host) {
        return text.startsWith(HUB)
                ? hub(text.substring(HUB.length()))
                : text.startsWith(S3) ? s3(text.substring(S3.length()), s3Host) : Optional.empty();
    }

    private static Optional<Location> hub(String text) {
        var at = text.indexOf('@');
        var repo = at < 0 ? text : text.substring(0, at);
        var revision = at < 0 ? HuggingFaceLocation.DEFAULT_REVISION : text.substring(at + 1);
        return REPO.matcher(repo).matches()
                        && !repo.contains("..")
                        && REVISION.matcher(revision).matches()
                ? Optional.of(new HuggingFaceLocation(repo, revision))
                : Optional.empty();
    }

    private static Optional<Location> s3(String text, String host) {
        var location = S3Location.of(host, text);
        return BUCKET.matcher(location.bucket()).matches() && isPrefix(location.prefix())
                ? Optional.of(location)
                : Optional.empty();
    }

    private static boolean isPrefix(String prefix) {
        return prefix.isEmpty()
                || !prefix.startsWith("/")
                        && !prefix.endsWith("/")
                        && prefix.length() <= 1024
                        && prefix.chars().noneMatch(Character::isISOControl);
    }
}
