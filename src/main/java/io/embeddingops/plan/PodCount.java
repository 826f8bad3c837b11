package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.regex.Pattern;

/**
 * A number of pods, or a percentage of them such as {@code 25%}.
 *
 * @param amount as in the spec
 */
public record PodCount(IntOrString amount) {

    private static final Pattern PERCENTAGE = Pattern.compile("[0-9]{1,3}%");
    private static final int WHOLE = 100;

    /** Whether it is a whole number, 0 or more, or a percentage. */
    public boolean isValid() {
        return isPercentage()
                ? PERCENTAGE.matcher(amount.getStrVal()).matches()
                : amount.getIntVal() != null && amount.getIntVal() >= 0;
    }

    /** Whether it is 0 of any number of pods. */
    public boolean isZero() {
        return isValid() && number() == 0;
    }

    /** Whether it is a percentage of more than 100. */
    public boolean isMoreThanAll() {
        return isPercentage() && isValid() && number() > WHOLE;
    }

    /** How many of so many pods it is; a percentage is rounded down, as the Deployment controller does. */
    public int roundedDown(int pods) {
        return isPercentage() ? pods * number() / WHOLE : number();
    }

    /** How many of so many pods it is; a percentage is rounded up, as the disruption controller does. */
    public int roundedUp(int pods) {
        return isPercentage() ? (pods * number() + WHOLE - 1) / WHOLE : number();
    }

    private boolean isPercentage() {
        return amount.getStrVal() != null;
    }

    private int number() {
        return isPercentage()
                ? Integer.parseInt(
                        amount.getStrVal().substring(0, amount.getStrVal().length() - 1))
                : amount.getIntVal();
    }

    @Override
    public String toString() {
        return String.valueOf(amount.getValue());
    }
}
