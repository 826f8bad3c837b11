package io.embeddingops.cli.render;

import java.math.BigDecimal;

/** Floating point numbers that are keys of a map, which kubectl turns into text. */
final class GoFloat {

    private static final int MIN_EXPONENT = -4;
    private static final int MAX_EXPONENT = 21;

    private GoFloat() {}

    static String key(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        } else if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        } else if (number == 0) {
            return 1 / number > 0 ? "0" : "-0";
        }
        var single = (float) number;
        if (Float.isInfinite(single)) {
            return single > 0 ? ".inf" : "-.inf";
        }
        var digits = new BigDecimal(Float.toString(single)).stripTrailingZeros();
        var exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= MIN_EXPONENT && exponent < MAX_EXPONENT) {
            return digits.toPlainString();
        }
        var mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
