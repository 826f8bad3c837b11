package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.DefaultsStatus;
import io.embeddingops.api.v1alpha1.DefaultsStatusBuilder;
import io.embeddingops.api.v1alpha1.Device;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a pod comes from the operator and not from the spec. A service keeps what it was made with, so that a newer
 * operator, or one with other flags, restarts no server.
 *
 * @param device for which they hold
 * @param image of the server; empty if the spec names one
 * @param launcher the program in the image
 * @param template from 1 to {@link TemplateVersion#CURRENT}
 */
public record OperatorDefaults(Device device, Optional<String> image, Launcher launcher, int template) {

    /** Those of today. */
    static OperatorDefaults of(Policy policy, Device device) {
        return new OperatorDefaults(
                device, Optional.of(policy.image(device)), policy.launcher(), TemplateVersion.CURRENT);
    }

    /** Those that were recorded; empty if that cannot be understood. */
    public static Optional<OperatorDefaults> of(DefaultsStatus recorded) {
        var launcher = Arrays.stream(Launcher.values())
                .filter(known -> word(known).equals(recorded.launcher()))
                .findFirst();
        return launcher.filter(known -> recorded.device() != null && recorded.template() != null)
                .map(known -> new OperatorDefaults(
                        recorded.device(),
                        Optional.ofNullable(recorded.image()),
                        known,
                        // a newer operator's template is not known here
                        Math.max(1, Math.min(recorded.template(), TemplateVersion.CURRENT))));
    }

    /** Those that a plan was made with, to be recorded. */
    public static DefaultsStatus recorded(Plan plan) {
        var server = plan.server();
        return DefaultsStatusBuilder.builder()
                .device(plan.device())
                .image(server.imageByDefault() ? server.image() : null)
                .launcher(word(server.launcher()))
                .template(plan.template())
                .build();
    }

    /** These, if they are for that device, with what they lack from others. */
    OperatorDefaults orElse(OperatorDefaults others) {
        return device == Objects.requireNonNull(others).device()
                ? new OperatorDefaults(device, image.or(others::image), launcher, template)
                : others;
    }

    private static String word(Launcher launcher) {
        return launcher.name().toLowerCase(Locale.ROOT);
    }
}
