package io.embeddingops.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Scalars of YAML as values and keys of JSON. */
final class YamlScalar {

    private static final String TAGS = "tag:yaml.org,2002:";
    private static final String MERGE = "<<";
    private static final String STRING = "str";
    private static final String BINARY = "binary";
    private static final Set<String> RESOLVED = Set.of("bool", "int", "float", "null", "timestamp");

    /** From here on, 64-bit floating point numbers are written with an exponent and are no integers. */
    private static final double LARGE = 1e21;

    private YamlScalar() {}

    static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getValue().equals(MERGE)
                && (isPlain(scalar) || (TAGS + "merge").equals(scalar.getTag()));
    }

    /** The value; numbers are not yet as they are stored, see {@link #stored}. */
    static JsonNode value(ScalarEvent scalar, int line, int column) throws SyntaxException {
        if (isPlain(scalar)) {
            return PlainScalar.resolve(scalar.getValue());
        }
        var tag = scalar.getTag() == null ? "" : scalar.getTag().replaceFirst("^" + TAGS, "");
        if (tag.equals(BINARY)) {
            return binary(scalar.getValue(), line, column);
        }
        return RESOLVED.contains(tag)
                ? tagged(tag, scalar.getValue(), line, column)
                : TextNode.valueOf(scalar.getValue());
    }

    /** The key as JSON has it: a text. */
    static String key(JsonNode key, int line, int column) throws SyntaxException {
        if (key.isTextual() || key.isBoolean() || key.isLong()) {
            return key.asText();
        } else if (key.isDouble()) {
            return GoFloat.key(key.doubleValue());
        }
        throw new SyntaxException(
                line, column, (key.isNull() ? "null" : "a map or list") + " cannot be a key: write it in quotes");
    }

    /** Numbers as the API server reads them: 1e3 is the integer 1000. */
    static JsonNode stored(JsonNode value, int line, int column) throws SyntaxException {
        if (!value.isDouble() && !value.isBigInteger()) {
            return value;
        }
        var number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new SyntaxException(line, column, number + " cannot be sent: write a number, or a text in quotes");
        }
        var whole = number == Math.rint(number) && Math.abs(number) < LARGE && number == (long) number;
        return whole && Math.abs(number) < Long.MAX_VALUE
                ? LongNode.valueOf((long) number)
                : DoubleNode.valueOf(number);
    }

    private static boolean isPlain(ScalarEvent scalar) {
        return scalar.getImplicit().canOmitTagInPlainScalar() && scalar.getTag() == null;
    }

    private static JsonNode tagged(String tag, String text, int line, int column) throws SyntaxException {
        var value = PlainScalar.resolve(text);
        var type = type(value);
        if (tag.equals(type)) {
            return value;
        } else if (tag.equals("float") && value.isLong()) {
            return DoubleNode.valueOf(value.doubleValue());
        } else if (tag.equals("timestamp") && Timestamp.matches(text)) {
            return TextNode.valueOf(text);
        }
        throw new SyntaxException(line, column, "!!" + tag + " does not fit to the value: remove the tag");
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "bool";
            case NULL -> "null";
            case NUMBER -> value.isDouble() ? "float" : "int";
            default -> STRING;
        };
    }

    private static JsonNode binary(String text, int line, int column) throws SyntaxException {
        try {
            var bytes = Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
            return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(line, column, "!!binary must be followed by base64");
        }
    }
}
