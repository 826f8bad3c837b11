package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;

/** Quantities as the API server stores them: {@code 1024Mi} as {@code 1Gi}, {@code 0.5} as {@code 500m}. */
final class CanonicalQuantity {

    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final int MIN_EXPONENT = -9;

    /** Far more than Kubernetes supports; without a limit, 1e999999999 would fill the operator's memory with zeros. */
    private static final int MAX_DIGITS = 40;

    private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?[0-9]+");
    private static final BigInteger KIBI = BigInteger.valueOf(1024);

    private CanonicalQuantity() {}

    /** The same amount. An invalid or absurdly large quantity is returned unchanged; the rules refuse it. */
    static Quantity of(Quantity given) {
        try {
            var amount = given.getNumericalAmount();
            if (amount.precision() > MAX_DIGITS || Math.abs(amount.scale()) > MAX_DIGITS) {
                return given;
            }
            var rounded = amount.setScale(-MIN_EXPONENT, RoundingMode.CEILING).stripTrailingZeros();
            return new Quantity(text(rounded, given.getFormat() == null ? "" : given.getFormat()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return given;
        }
    }

    private static String text(BigDecimal amount, String format) {
        if (amount.signum() == 0) {
            return "0";
        }
        var whole = amount.scale() <= 0;
        var large = amount.abs().compareTo(new BigDecimal(KIBI)) >= 0;
        return BINARY.indexOf(format) > 0 && whole && large
                ? binary(amount.toBigIntegerExact())
                : decimal(amount, format);
    }

    private static String binary(BigInteger amount) {
        var left = amount;
        var power = 0;
        while (power < BINARY.size() - 1 && left.mod(KIBI).signum() == 0) {
            left = left.divide(KIBI);
            power++;
        }
        return left + BINARY.get(power);
    }

    /** Uses the largest exponent that is a multiple of three and gives a whole number. */
    private static String decimal(BigDecimal amount, String format) {
        var exponent = Math.floorDiv(-amount.scale(), 3) * 3;
        var number = amount.scaleByPowerOfTen(-exponent).toBigIntegerExact();
        if (EXPONENT.matcher(format).matches()) {
            return exponent == 0 ? number.toString() : number + "e" + exponent;
        }
        var largest = (DECIMAL.size() - 1) * 3 + MIN_EXPONENT;
        if (exponent > largest) {
            return amount.scaleByPowerOfTen(-largest).toBigIntegerExact() + DECIMAL.get(DECIMAL.size() - 1);
        }
        return number + DECIMAL.get((exponent - MIN_EXPONENT) / 3);
    }
}
