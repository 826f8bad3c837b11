package io.embeddingops.plan.kubernetes;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.Patterns;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts of resources, such as {@code 500m} or {@code 4Gi}. */
final class Quantities {

    /** For a valid quantity. */
    static final Check NOT_NEGATIVE = Check.refuse(value -> amount(value.text()).signum() < 0, "must not be negative");

    static final Check POSITIVE = Check.refuse(value -> amount(value.text()).signum() <= 0, "must be greater than 0");

    private static final Pattern FORMAT = Pattern.compile(Patterns.QUANTITY);

    private Quantities() {}

    static boolean isValid(String text) {
        return FORMAT.matcher(text).matches();
    }

    /** The amount of a valid quantity. */
    static BigDecimal amount(String text) {
        return new Quantity(text).getNumericalAmount();
    }

    static boolean isWhole(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= 0;
    }

    static Check valid() {
        return Check.matches(Quantities::isValid, Messages.QUANTITY);
    }
}
