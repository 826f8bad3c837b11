package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.matches;
import static io.embeddingops.plan.kubernetes.Check.range;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.Patterns;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Formats of names, keys, paths and numbers. */
final class Formats {

    static final Check DNS_LABEL = matches(shortThan(63, "[a-z0-9]([-a-z0-9]*[a-z0-9])?"), Messages.DNS_LABEL);
    static final Check DNS_NAME = matches(Formats::isDnsName, Messages.DNS_NAME);

    /** As DNS_NAME, but the API server reads the name as a prefix, which may end with a dash. */
    static final Check DNS_NAME_PREFIX = matches(name -> isDnsName(name.replaceFirst("-$", "a")), Messages.DNS_NAME);

    static final String LABEL_KEY_RULE = "at most 63 letters, digits, '-', '_' and '.', starting and ending with a"
            + " letter or digit, after an optional DNS name and '/'";
    static final Check LABEL_KEY = matches(Formats::isLabelKey, "must be a label key: " + LABEL_KEY_RULE);
    static final Check LABEL_VALUE = matches(
            shortThan(63, "([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?"),
            "must be a label value: at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or"
                    + " digit");
    static final Check DATA_KEY =
            matches(Formats::isDataKey, "must be a key of letters, digits, '-', '_' and '.', not starting with '..'");
    static final Check VARIABLE =
            matches(matching("[ -~&&[^=]]+"), "must be printable ASCII characters other than '='");

    static final Check QUANTITY = matches(Quantities::isValid, Messages.QUANTITY);
    static final Check NOT_NEGATIVE =
            value -> QUANTITY.of(value).findAny().isPresent() ? QUANTITY.of(value) : Quantities.NOT_NEGATIVE.of(value);

    static final Check RELATIVE = matches(Formats::isRelative, "must be a relative path without '..'");

    /** A file of a volume; the kubelet's own names start with dots. */
    static final Check FILE = matches(
            path -> isRelative(path) && !path.startsWith(".."),
            "must be a relative path without '..', which does not start with '..'");

    static final Check ABSOLUTE = matches(path -> path.startsWith("/"), "must be an absolute path");
    static final Check MODE =
            Check.refuse(mode -> !isMode(mode.json().asLong()), "must be from 0 to 511, which is 0777 in octal");
    static final Check ID = range(0, Integer.MAX_VALUE);

    private static final int MAX_MODE = 0777;
    private static final Predicate<String> DNS_SUBDOMAIN = shortThan(253, Patterns.DNS_NAME);
    private static final Predicate<String> NAME_PART = shortThan(63, "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Predicate<String> DATA_KEYS = shortThan(253, "[-._a-zA-Z0-9]+");

    private Formats() {}

    static boolean isDnsName(String name) {
        return DNS_SUBDOMAIN.test(name);
    }

    static boolean isLabelKey(String key) {
        var slash = key.indexOf('/');
        return NAME_PART.test(key.substring(slash + 1)) && (slash < 0 || isDnsName(key.substring(0, slash)));
    }

    static boolean isAnnotationKey(String key) {
        return isLabelKey(key.toLowerCase(Locale.ROOT));
    }

    private static boolean isMode(long mode) {
        return mode >= 0 && mode <= MAX_MODE;
    }

    static boolean hasParent(String path) {
        return List.of(path.split("/")).contains("..");
    }

    private static boolean isDataKey(String key) {
        return DATA_KEYS.test(key) && !key.equals(".") && !key.startsWith("..");
    }

    private static boolean isRelative(String path) {
        return !path.startsWith("/") && !hasParent(path);
    }

    private static Predicate<String> shortThan(int length, String pattern) {
        var format = matching(pattern);
        return text -> text.length() <= length && format.test(text);
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}
