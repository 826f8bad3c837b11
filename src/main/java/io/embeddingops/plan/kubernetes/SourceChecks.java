package io.embeddingops.plan.kubernetes;

import io.embeddingops.api.v1alpha1.CacheAccessMode;
import io.embeddingops.plan.CachePlan;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.KeyReference;
import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.stream.Stream;

/** The objects that the model's source and its cache name, and the volume that the operator makes for them. */
final class SourceChecks {

    private static final String CACHE = "spec.model.cache";

    private static final Check SIZE =
            value -> Quantities.isValid(value.text()) ? Quantities.POSITIVE.of(value) : Formats.QUANTITY.of(value);

    private static final Check LIMIT = Formats.NOT_NEGATIVE;

    private SourceChecks() {}

    static Stream<FieldError> of(Plan plan) {
        var source = plan.model().source().orElse(null);
        if (source instanceof ModelPlan.Claim claim) {
            return name("spec.model.source.persistentVolumeClaim.claimName", claim.claimName());
        }
        return source instanceof DownloadPlan download ? download(download) : Stream.empty();
    }

    private static Stream<FieldError> download(DownloadPlan download) {
        return Stream.of(
                        download.token().stream().flatMap(key -> key(download.field() + ".tokenSecret", key)),
                        download.credentials().stream()
                                .flatMap(name -> name(download.field() + ".credentialsSecret.name", name)),
                        download.ca().stream().flatMap(key -> key(download.field() + ".caConfigMap", key)),
                        cache(download.cache()))
                .flatMap(errors -> errors);
    }

    private static Stream<FieldError> cache(CachePlan cache) {
        if (cache instanceof CachePlan.SharedClaim claim) {
            return name(CACHE + ".persistentVolumeClaim.claimName", claim.claimName());
        } else if (cache instanceof CachePlan.PodDisk disk) {
            return disk.sizeLimit().stream().flatMap(limit -> amount(CACHE + ".sizeLimit", limit, LIMIT));
        } else if (cache instanceof CachePlan.OwnVolume volume) {
            return Stream.of(
                            amount(CACHE + ".volume.size", volume.size(), SIZE),
                            volume.storageClassName().stream()
                                    .flatMap(name -> name(CACHE + ".volume.storageClassName", name)),
                            modes(volume))
                    .flatMap(errors -> errors);
        }
        return Stream.empty();
    }

    private static Stream<FieldError> modes(CachePlan.OwnVolume volume) {
        var field = CACHE + ".volume.accessModes";
        if (volume.accessModes().isEmpty()) {
            return Stream.of(new FieldError(field, "must have at least one mode, such as ReadWriteOnce"));
        }
        return volume.accessModes().contains(CacheAccessMode.READ_WRITE_ONCE_POD)
                        && volume.accessModes().size() > 1
                ? Stream.of(new FieldError(field, "must not have other modes with ReadWriteOncePod: keep one"))
                : Stream.empty();
    }

    private static Stream<FieldError> amount(String field, Quantity amount, Check check) {
        return check.of(Value.of(field, amount));
    }

    private static Stream<FieldError> key(String field, KeyReference reference) {
        return Stream.concat(
                name(field + ".name", reference.name()),
                Formats.DATA_KEY.of(Value.of(field + ".key", reference.key())));
    }

    private static Stream<FieldError> name(String field, String name) {
        return Formats.DNS_NAME.of(Value.of(field, name));
    }
}
