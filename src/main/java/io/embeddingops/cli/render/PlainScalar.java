package io.embeddingops.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The value of an unquoted scalar as kubectl reads it, which is neither YAML 1.1 nor 1.2: {@code Off} is false,
 * {@code 0644} is 420, {@code 1:20} is text.
 */
final class PlainScalar {

    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Map<String, Double> FLOATS = Map.ofEntries(
            Map.entry(".nan", Double.NaN),
            Map.entry(".NaN", Double.NaN),
            Map.entry(".NAN", Double.NaN),
            Map.entry(".inf", Double.POSITIVE_INFINITY),
            Map.entry(".Inf", Double.POSITIVE_INFINITY),
            Map.entry(".INF", Double.POSITIVE_INFINITY),
            Map.entry("+.inf", Double.POSITIVE_INFINITY),
            Map.entry("+.Inf", Double.POSITIVE_INFINITY),
            Map.entry("+.INF", Double.POSITIVE_INFINITY),
            Map.entry("-.inf", Double.NEGATIVE_INFINITY),
            Map.entry("-.Inf", Double.NEGATIVE_INFINITY),
            Map.entry("-.INF", Double.NEGATIVE_INFINITY));

    private static final Pattern NUMERIC = Pattern.compile("[-+.0-9].*", Pattern.DOTALL);
    private static final Pattern FLOAT = Pattern.compile("[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
    private static final int[] RADIX = {16, 2, 8, 10};

    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int UNSIGNED_BITS = 64;

    /** More digits than any number that fits. */
    private static final int MAX_DIGITS = 400;

    private PlainScalar() {}

    /** A text, a boolean, null, a long, an unsigned long as a big integer, or a double, which may be NaN or infinite. */
    static JsonNode resolve(String text) {
        if (TRUE.contains(text)) {
            return BooleanNode.TRUE;
        } else if (FALSE.contains(text)) {
            return BooleanNode.FALSE;
        } else if (NULL.contains(text)) {
            return NullNode.getInstance();
        } else if (FLOATS.containsKey(text)) {
            return DoubleNode.valueOf(FLOATS.get(text));
        }
        var number = NUMERIC.matcher(text).matches() ? number(text) : null;
        return number == null ? TextNode.valueOf(text) : number;
    }

    /** Null if the text is no number, or none that fits. */
    private static JsonNode number(String text) {
        var digits = text.startsWith(".") ? text : text.replace("_", "");
        var integer = digits.length() <= MAX_DIGITS ? integer(digits) : null;
        if (integer != null) {
            return integer;
        }
        if (FLOAT.matcher(digits).matches()) {
            var value = Double.parseDouble(digits);
            return Double.isInfinite(value) ? null : DoubleNode.valueOf(value);
        }
        return null;
    }

    private static JsonNode integer(String digits) {
        var match = INTEGER.matcher(digits);
        if (!match.matches()) {
            return null;
        }
        for (var i = 0; i < RADIX.length; i++) {
            if (match.group(i + 2) != null) {
                var magnitude = new BigInteger(match.group(i + 2), RADIX[i]);
                return integer(match.group(1), magnitude);
            }
        }
        return null;
    }

    private static JsonNode integer(String sign, BigInteger magnitude) {
        var value = sign.equals("-") ? magnitude.negate() : magnitude;
        if (value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0) {
            return LongNode.valueOf(value.longValue());
        }
        return sign.isEmpty() && value.bitLength() <= UNSIGNED_BITS ? BigIntegerNode.valueOf(value) : null;
    }
}
