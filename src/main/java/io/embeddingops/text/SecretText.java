package io.embeddingops.text;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what looks like a secret in a message of another component. A server that refuses its command line repeats it, and
 * status, Events and logs have more readers than the Secret that a key came from.
 */
public final class SecretText {

    private static final String HIDDEN = "***";

    /** Begins a reference to an environment variable. */
    private static final String REFERENCE = "$(";

    private static final String NAME = "api[ _-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|secret|secret[_-]?key"
            + "|password|passwd|passphrase|credential|token|authorization";

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)", Pattern.DOTALL);
    private static final Pattern URL_PASSWORD =
            Pattern.compile("(\\b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://)[^\\s/@\"']{1,256}@");
    private static final Pattern BEARER =
            Pattern.compile("(?i)(\\b(?:authorization[\"']?\\s*[:=]\\s*[\"']?)(?:bearer|basic|token)\\s+)[^\\s\"',;]+");
    private static final Pattern KNOWN = Pattern.compile("(?<![\\w-])(?:sk-[\\w-]{10,}"
            + "|hf_(?=[A-Za-z]{0,60}[0-9A-Z])[A-Za-z0-9]{8,}|hf_[a-z]{24,}"
            + "|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\\w{20,}|glpat-[\\w-]{16,}|dckr_pat_[\\w-]{16,}"
            + "|xox[abprs]-[\\w-]{10,}|nvapi-[\\w-]{20,}|AIza[\\w-]{30,}|(?:AKIA|ASIA)[A-Z0-9]{16}"
            + "|eyJ[\\w-]{8,}\\.[\\w-]{8,}(?:\\.[\\w-]*)?)");
    private static final Pattern FLAG = Pattern.compile(
            "(?i)(--[\\w-]{0,40}(?:key|token|secret|password|passwd|credential))(=|[\"',\\s]{1,6})([^\\s\"',;)\\]]+)");
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)((?:" + NAME + ")(?: provided| is)?)([\"']?\\s{0,2}[:=]\\s{0,2}[\"']?)([^\\s\"',;&)}\\]]+)(?=(.?))");
    private static final Pattern LONG = Pattern.compile(
            "(?i)(\\b(?:key|token|secret|password|bearer|credentials?)[\"']?(?:\\s{1,2}|\\s?[:=]\\s?)[\"']?)([A-Za-z0-9+/_=-]{20,})");

    /** Values of a setting that are not secrets. */
    private static final Set<String> PLAIN = Set.of("none", "null", "true", "false", "nil", HIDDEN);

    /** Words that may follow the name of a flag, or a colon, in a sentence. */
    private static final Set<String> WORDS = Set.of(
            ("a an and are argument arguments as at be but by can cannot context denied dial eof error expected expired"
                            + " failed field flag flags for forbidden from get has have if in instead invalid is it may"
                            + " missing must needs no not of on only option or post required requires secrets sets set"
                            + " so that the then this to unable unauthorized unexpected unknown unless use value was"
                            + " when which with without wrong x509:")
                    .split(" "));

    /** Come before the secret in a header. */
    private static final Set<String> SCHEMES = Set.of("bearer", "basic", "token");

    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]+)?%?");
    private static final Pattern LOWERCASE = Pattern.compile("[a-z]+[.:]?");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32,}");
    private static final Pattern MIXED = Pattern.compile("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9]).*");

    private SecretText() {}

    /** The text with {@code ***} instead of what looks like a secret; everything else is unchanged. */
    public static String hide(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        var shown = PRIVATE_KEY.matcher(text).replaceAll(HIDDEN);
        shown = URL_PASSWORD.matcher(shown).replaceAll("$1" + HIDDEN + "@");
        shown = BEARER.matcher(shown).replaceAll("$1" + HIDDEN);
        shown = replace(FLAG, shown, 3, match -> !isWord(match.group(3)));
        shown = replace(ASSIGNED, shown, 3, SecretText::isAssignedSecret);
        shown = replace(LONG, shown, 2, match -> isRandom(match.group(2)));
        return KNOWN.matcher(shown).replaceAll(HIDDEN);
    }

    private static String replace(Pattern pattern, String text, int group, Predicate<MatchResult> secret) {
        return pattern.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        secret.test(match)
                                ? text.substring(match.start(), match.start(group)) + HIDDEN
                                : match.group()));
    }

    private static boolean isWord(String value) {
        var word = value.toLowerCase(Locale.ROOT);
        return WORDS.contains(word) || PLAIN.contains(word) || value.startsWith(REFERENCE);
    }

    /** A lowercase word after a colon and a space is a secret only if the sentence ends there. */
    private static boolean isAssignedSecret(MatchResult match) {
        var name = match.group(1).toLowerCase(Locale.ROOT);
        var value = match.group(3);
        if (PLAIN.contains(value.toLowerCase(Locale.ROOT))
                || value.startsWith("<")
                || value.startsWith("[")
                || value.startsWith(REFERENCE)) {
            return false;
        } else if (name.endsWith("token") && NUMBER.matcher(value).matches()) {
            return false;
        } else if (SCHEMES.contains(value.toLowerCase(Locale.ROOT))) {
            return false;
        }
        var separator = match.group(2);
        var sentence = separator.endsWith(": ") || name.endsWith(" is");
        return !sentence
                || !isWord(value)
                        && (!LOWERCASE.matcher(value).matches()
                                || match.group(4).isEmpty());
    }

    private static boolean isRandom(String value) {
        return !UUID.matcher(value).matches()
                && (HEX.matcher(value).matches()
                        || MIXED.matcher(value).matches() && value.indexOf('/') < 0
                        || value.length() >= 40 && MIXED.matcher(value).matches());
    }
}
