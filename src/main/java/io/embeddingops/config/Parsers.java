package io.embeddingops.config;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.Patterns;
import io.embeddingops.plan.bounds.Allowance;
import io.embeddingops.plan.bounds.Repository;
import io.embeddingops.plan.bounds.VolumeTypes;
import io.embeddingops.text.OrList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parsers of setting values. Their exceptions say which value was expected. */
final class Parsers {

    private static final String NAME_PART = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern IMAGE = Pattern.compile(
            "[A-Za-z0-9][\\w.-]*(:\\d+)?(/[\\w.-]+)*(:[A-Za-z0-9_][\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?");
    private static final Pattern IMAGE_PREFIX = Pattern.compile("[A-Za-z0-9][\\w.-]*(:\\d+)?(/[a-z0-9][\\w.-]*)*");
    private static final Pattern NAME_PATTERN =
            Pattern.compile("([a-z0-9][-a-z0-9.]{0,251})?[*]|[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern GATEWAY =
            Pattern.compile("[*]|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/([*]|[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?)");
    private static final Pattern LABEL = Pattern.compile(
            "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + Parsers.NAME_PART + "=(" + Parsers.NAME_PART + ")?");
    private static final Pattern HTTP_URL = Pattern.compile(Patterns.HTTP_URL);
    private static final Pattern HTTP_HOST = Pattern.compile(Patterns.HTTP_HOST);
    private static final Pattern PROXY = Pattern.compile(Patterns.PROXY);

    /** Half of what a ConfigMap can hold. */
    private static final int MAX_CERTIFICATES = 512 * 1024;

    private static final Pattern ADDRESS = Pattern.compile("[0-9]+([.][0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Parsers() {}

    static Setting.Parser<Integer> wholeNumber(int min, int max) {
        return text -> {
            try {
                var number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // reported below, with the message for a number out of range
            }
            throw new IllegalArgumentException("must be a whole number from " + min + " to " + max);
        };
    }

    static <E extends Enum<E>> Setting.Parser<E> oneOf(Class<E> type) {
        var values = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(
                        constant -> constant.name().toLowerCase(Locale.ROOT),
                        Function.identity(),
                        (one, other) -> one,
                        LinkedHashMap::new));
        return text -> Optional.ofNullable(values.get(text))
                .orElseThrow(() -> new IllegalArgumentException("must be " + OrList.of(List.copyOf(values.keySet()))));
    }

    static Boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    static String image(String text) {
        if (!IMAGE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be an image reference such as registry.example.com/sglang:v1");
        }
        return text;
    }

    static Optional<String> optionalImage(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(image(text));
    }

    static String httpUrl(String text) {
        if (!HTTP_URL.matcher(text).matches()) {
            throw new IllegalArgumentException(Messages.HTTP_URL);
        }
        return withoutTrailingSlash(text);
    }

    static Optional<String> optionalHttpUrl(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(httpUrl(text));
    }

    static String httpHost(String text) {
        if (!HTTP_HOST.matcher(text).matches()) {
            throw new IllegalArgumentException(Messages.HTTP_HOST);
        }
        return withoutTrailingSlash(text);
    }

    static Optional<String> proxy(String text) {
        if (!text.isEmpty() && !PROXY.matcher(text).matches()) {
            throw new IllegalArgumentException(Messages.PROXY);
        }
        return Optional.of(text).filter(url -> !url.isEmpty());
    }

    /** The certificates in a file. */
    static Optional<String> certificates(String file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            var content = Files.readString(Path.of(file));
            if (content.contains("-----BEGIN CERTIFICATE-----") && content.length() <= MAX_CERTIFICATES) {
                return Optional.of(content);
            }
        } catch (IOException | InvalidPathException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "must be a file with certificates in PEM format, at most 512 KiB, that the" + " operator can read");
    }

    private static String withoutTrailingSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    static String address(String text) {
        if (ADDRESS.matcher(text).matches()) {
            try {
                return InetAddress.getByName(text).getHostAddress();
            } catch (UnknownHostException e) {
                // reported below
            }
        }
        throw new IllegalArgumentException("must be an IP address such as 0.0.0.0, 127.0.0.1 or ::");
    }

    static Optional<String> optionalNamespace(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(namespace(text));
    }

    static Set<String> namespaces(String text) {
        return new LinkedHashSet<>(items(text, Parsers::namespace));
    }

    static List<String> directories(String text) {
        return items(text, Parsers::directory).stream().distinct().toList();
    }

    static List<String> namePatterns(String text) {
        return items(text, Parsers::namePattern).stream().distinct().toList();
    }

    static List<String> imagePrefixes(String text) {
        return items(text, Parsers::imagePrefix).stream().distinct().toList();
    }

    static List<String> volumeTypes(String text) {
        return items(text, Parsers::volumeType).stream().distinct().toList();
    }

    static List<String> gateways(String text) {
        return items(text, Parsers::gateway).stream().distinct().toList();
    }

    static Map<String, String> labels(String text) {
        var labels = new LinkedHashMap<String, String>();
        items(text, Parsers::label)
                .forEach(label ->
                        labels.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1)));
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "must be one or more labels such as app.kubernetes.io/name=embedding-operator");
        }
        return labels;
    }

    private static String gateway(String word) {
        if (!GATEWAY.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "contains \"" + word + "\", which is not a Gateway: use NAMESPACE/NAME," + " NAMESPACE/* or *");
        }
        return word;
    }

    private static String label(String word) {
        if (!LABEL.matcher(word).matches()) {
            throw new IllegalArgumentException("contains \"" + word + "\", which is not a label: use KEY=VALUE");
        }
        return word;
    }

    private static String namePattern(String word) {
        if (!NAME_PATTERN.matcher(word).matches()) {
            throw new IllegalArgumentException("contains \"" + word + "\", which is not a name: use lower-case letters,"
                    + " digits, '-' and '.', with an optional '*' at the end");
        }
        return word;
    }

    private static String imagePrefix(String word) {
        var prefix = word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
        if (prefix.equals(Allowance.ANY)) {
            return prefix;
        } else if (!IMAGE_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("contains \"" + word + "\", which is not a registry or repository such"
                    + " as ghcr.io/acme: write it without tag, digest and scheme");
        } else if (!prefix.contains("/") && !Repository.isRegistry(prefix)) {
            throw new IllegalArgumentException(
                    "contains \"" + word + "\", which is not a registry: write docker.io/" + word + " for Docker Hub");
        }
        return prefix;
    }

    private static String volumeType(String word) {
        if (!VolumeTypes.UNCOMMON.contains(word)) {
            throw new IllegalArgumentException(
                    "contains \"" + word + "\": allowed are " + OrList.of(VolumeTypes.UNCOMMON));
        }
        return word;
    }

    private static String namespace(String word) {
        if (!DNS_LABEL.matcher(word).matches()) {
            throw new IllegalArgumentException("contains \"" + word + "\", which is not a namespace: use 1 to 63"
                    + " lower-case letters, digits and '-', starting and ending with a letter or digit");
        }
        return word;
    }

    private static String directory(String word) {
        var path = word.length() > 1 && word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("contains \"" + word + "\", which is relative: start it with '/'");
        }
        if (path.contains("//") || (path + "/").contains("/../") || (path + "/").contains("/./")) {
            throw new IllegalArgumentException(
                    "contains \"" + word + "\": write the directory without '//', '.' and '..'");
        }
        return path;
    }

    /** The items of a list that is separated by commas; the parser names a wrong item. */
    static List<String> items(String text, UnaryOperator<String> parser) {
        if (text.isEmpty()) {
            return List.of();
        }
        var items = new ArrayList<String>();
        var problems = new ArrayList<String>();
        for (var item : text.split(",", -1)) {
            try {
                items.add(parser.apply(item.strip()));
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; it ", problems));
        }
        return items;
    }
}
