package io.embeddingops.config;

import io.embeddingops.plan.bounds.Allowance;
import io.embeddingops.plan.bounds.Bound;
import io.embeddingops.plan.bounds.Bounds;
import io.embeddingops.plan.bounds.Repository;
import io.embeddingops.plan.bounds.VolumeTypes;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the bounds from the settings. */
final class BoundSettings {

    private BoundSettings() {}

    /**
     * Reads all bounds.
     *
     * @param images default images, whose repositories are always allowed
     * @param byDefault whether absent settings have their default; otherwise the cluster's value is unknown
     */
    static Bounds read(SettingReader reader, List<String> images, boolean byDefault) {
        var own = images.stream().map(Repository::of).toList();
        var source = new Source(reader, byDefault);
        var all = new EnumMap<Bound, Allowance>(Bound.class);
        all.put(Bound.HOST_PATHS, source.of(Settings.ALLOWED_HOST_PATHS, Allowance.Below::new));
        all.put(Bound.PRIVILEGED, source.of(Settings.ALLOW_PRIVILEGED, Allowance.Always::new));
        all.put(Bound.SERVICE_ACCOUNTS, source.of(Settings.ALLOWED_SERVICE_ACCOUNTS, Allowance.Named::new));
        all.put(Bound.SERVICE_ACCOUNT_TOKENS, source.of(Settings.ALLOW_SERVICE_ACCOUNT_TOKENS, Allowance.Always::new));
        all.put(
                Bound.IMAGES,
                source.of(Settings.ALLOWED_IMAGE_PREFIXES, prefixes -> new Allowance.From(with(prefixes, own))));
        all.put(Bound.SECRETS, source.of(Settings.ALLOWED_SECRETS, Allowance.Named::new));
        all.put(
                Bound.VOLUME_TYPES,
                source.of(
                        Settings.ALLOWED_VOLUME_TYPES, types -> new Allowance.Named(with(types, VolumeTypes.COMMON))));
        all.put(Bound.GATEWAYS, source.of(AccessSettings.ALLOWED_GATEWAYS, Allowance.Gateways::new));
        all.put(Bound.KEDA_TRIGGERS, source.of(AutoscalingSettings.ALLOWED_KEDA_TRIGGERS, Allowance.Named::new));
        return new Bounds(all);
    }

    private static List<String> with(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private record Source(SettingReader reader, boolean byDefault) {
        private <T> Allowance of(Setting<T> setting, Function<T, Allowance> allowance) {
            var given = reader.readIfGiven(setting);
            var allowed = allowance.apply(given.orElseGet(() -> reader.read(setting)));
            return byDefault || given.isPresent() ? allowed : new Allowance.Unknown(allowed);
        }
    }
}
