package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.CacheAccessMode;
import io.embeddingops.api.v1alpha1.CacheVolume;
import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.ConfigMapKeyReference;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.HuggingFaceSource;
import io.embeddingops.api.v1alpha1.ImageSource;
import io.embeddingops.api.v1alpha1.ModelCache;
import io.embeddingops.api.v1alpha1.ModelSource;
import io.embeddingops.api.v1alpha1.ModelSpec;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.RetainedStatus;
import io.embeddingops.api.v1alpha1.S3Source;
import io.embeddingops.api.v1alpha1.SecretKeyReference;
import io.embeddingops.api.v1alpha1.SecretReference;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.source.Location;
import io.embeddingops.source.Selection;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Applies the defaults of the model's source. */
final class SourceDefaults {

    static final String TOKEN_KEY = "token";
    static final String CA_KEY = "ca.crt";
    static final int VOLUME_GIB = 20;

    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    /** Room for the file system, and for files that another revision adds. */
    private static final BigDecimal RESERVE = new BigDecimal("1.2");

    private SourceDefaults() {}

    static Optional<ModelPlan.Source> of(EmbeddingService service, FetchDefaults defaults, FetchPolicy policy) {
        var model = service.getSpec().model();
        var source = model.source() == null ? ModelSource.EMPTY : model.source();
        if (source.image() != null) {
            return Optional.of(image(source.image()));
        } else if (source.huggingFace() != null || source.s3() != null) {
            return Optional.of(download(service, model, source, defaults, policy));
        } else if (source.persistentVolumeClaim() != null) {
            var claim = source.persistentVolumeClaim();
            return Optional.of(new ModelPlan.Claim(or(claim.claimName(), ""), Optional.ofNullable(claim.subPath())));
        } else if (source.hostPath() != null) {
            return Optional.of(new ModelPlan.NodeDirectory(
                    Defaults.withoutTrailingSlash(or(source.hostPath().path(), ""))));
        }
        return Optional.empty();
    }

    private static ModelPlan.Image image(ImageSource image) {
        return new ModelPlan.Image(
                or(image.reference(), ""),
                Optional.ofNullable(image.pullPolicy()),
                Optional.ofNullable(image.subPath()).map(Defaults::withoutTrailingSlash));
    }

    private static DownloadPlan download(
            EmbeddingService service, ModelSpec model, ModelSource source, FetchDefaults defaults, FetchPolicy policy) {
        var plan = source.huggingFace() != null ? hub(source.huggingFace(), defaults) : bucket(source.s3(), defaults);
        var known = known(service, plan.location());
        return DownloadPlanBuilder.builder(plan)
                .image(defaults.image())
                .localAddresses(policy.localAddresses())
                .operatorCas(policy.operatorCas())
                .pin(known.map(ModelStatus::revision))
                .cache(cache(or(model.cache(), ModelCache.EMPTY), known.map(ModelStatus::size)))
                .build();
    }

    private static DownloadPlan hub(HuggingFaceSource source, FetchDefaults defaults) {
        return DownloadPlanBuilder.builder()
                .location(SourceNames.location(source))
                .selection(selection(source.include(), source.exclude()))
                .endpoint(endpoint(
                        source.endpoint(), defaults.huggingFaceEndpoint().orElse(FetchDefaults.HUGGING_FACE)))
                .endpointByDefault(source.endpoint() == null)
                .region(Optional.empty())
                .token(Optional.ofNullable(source.tokenSecret()).map(SourceDefaults::secret))
                .credentials(Optional.empty())
                .ca(ca(source.caConfigMap()))
                .proxy(Optional.ofNullable(source.proxy()).or(defaults::proxyUrl))
                .proxyByDefault(source.proxy() == null)
                .build();
    }

    private static DownloadPlan bucket(S3Source source, FetchDefaults defaults) {
        var endpoint = endpoint(source.endpoint(), defaults.s3Endpoint().orElse(FetchDefaults.AMAZON));
        return DownloadPlanBuilder.builder()
                .location(SourceNames.location(source, endpoint))
                .selection(selection(source.include(), source.exclude()))
                .endpoint(endpoint)
                .endpointByDefault(source.endpoint() == null)
                .region(Optional.ofNullable(source.region()))
                .token(Optional.empty())
                .credentials(Optional.ofNullable(source.credentialsSecret()).map(SecretReference::name))
                .ca(ca(source.caConfigMap()))
                .proxy(Optional.ofNullable(source.proxy()).or(defaults::proxyUrl))
                .proxyByDefault(source.proxy() == null)
                .build();
    }

    /** What the status says about this source; empty if it is about another one, or about none. */
    private static Optional<ModelStatus> known(EmbeddingService service, Location location) {
        return Optional.ofNullable(service.getStatus()).stream()
                .flatMap(SourceDefaults::models)
                .filter(model -> location.text().equals(model.source()))
                .findFirst();
    }

    /** The model that is served, and during a transition that of the other servers. */
    private static Stream<ModelStatus> models(EmbeddingServiceStatus status) {
        var space = Optional.ofNullable(status.vectorSpace());
        return Stream.of(
                        Optional.ofNullable(status.model()),
                        space.map(VectorSpaceStatus::candidate).map(CandidateStatus::model),
                        space.map(VectorSpaceStatus::retained).map(RetainedStatus::model))
                .flatMap(Optional::stream);
    }

    private static String endpoint(String given, String fallback) {
        return given == null ? fallback : Defaults.withoutTrailingSlash(given);
    }

    private static Selection selection(List<String> include, List<String> exclude) {
        return new Selection(or(include, List.of()), or(exclude, List.of()));
    }

    private static KeyReference secret(SecretKeyReference reference) {
        return new KeyReference(or(reference.name(), ""), or(reference.key(), TOKEN_KEY));
    }

    private static Optional<KeyReference> ca(ConfigMapKeyReference reference) {
        return Optional.ofNullable(reference)
                .map(given -> new KeyReference(or(given.name(), ""), or(given.key(), CA_KEY)));
    }

    private static CachePlan cache(ModelCache cache, Optional<Long> bytes) {
        if (cache.persistentVolumeClaim() != null) {
            return new CachePlan.SharedClaim(or(cache.persistentVolumeClaim().claimName(), ""));
        } else if (cache.volume() != null) {
            return volume(cache.volume(), bytes);
        }
        return new CachePlan.PodDisk(Optional.ofNullable(cache.sizeLimit()).map(CanonicalQuantity::of));
    }

    private static CachePlan volume(CacheVolume volume, Optional<Long> bytes) {
        return new CachePlan.OwnVolume(
                CanonicalQuantity.of(or(volume.size(), size(bytes))),
                Optional.ofNullable(volume.storageClassName()),
                or(volume.accessModes(), List.of(CacheAccessMode.READ_WRITE_ONCE)),
                or(volume.keep(), true));
    }

    /** Enough for the model if its size is known, and at least the default. */
    private static Quantity size(Optional<Long> bytes) {
        var needed = bytes.map(BigDecimal::valueOf)
                .orElse(BigDecimal.ZERO)
                .multiply(RESERVE)
                .divide(GIB, 0, RoundingMode.CEILING)
                .max(BigDecimal.valueOf(VOLUME_GIB));
        return new Quantity(needed.toBigInteger() + "Gi");
    }

    private static <T> T or(T value, T fallback) {
        return value == null ? fallback : value;
    }
}
