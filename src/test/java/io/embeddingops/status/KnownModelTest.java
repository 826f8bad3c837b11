package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.fixtures.Given;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownModelTest {

    private static final ModelStatus REPORTED = ModelStatusBuilder.builder()
            .architecture("BertModel")
            .pooling("mean")
            .modules(List.of("Transformer", "Pooling(mean)"))
            .weightsDigest("sha256:53aa")
            .fingerprint("0123456789abcdef")
            .build();
    private static final ModelStatus KNOWN =
            ModelStatusBuilder.builder(REPORTED).servedName("tiny").build();
    private static final ModelStatus NAME =
            ModelStatusBuilder.builder().servedName("tiny").build();

    @Test
    void reportedModelGetsTheServedName() {
        assertThat(planned(service(null, 7), Optional.of(REPORTED))).isEqualTo(KNOWN);
        assertThat(planned(service(null, 7), Optional.empty())).isEqualTo(NAME);
    }

    @Test
    void knownModelStaysWhileServersRestart() {
        assertThat(planned(service(KNOWN, 7), Optional.empty())).isEqualTo(KNOWN);
    }

    @Test
    void knownDigestsStayWhileTheyAreComputedAgain() {
        var pending = ModelStatusBuilder.builder(REPORTED)
                .weightsDigest(null)
                .fingerprint(null)
                .build();
        assertThat(planned(service(KNOWN, 7), Optional.of(pending))).isEqualTo(KNOWN);
        var other = ModelStatusBuilder.builder(pending).dtype("bfloat16").build();
        assertThat(planned(service(KNOWN, 7), Optional.of(other)))
                .isEqualTo(ModelStatusBuilder.builder(other).servedName("tiny").build());
    }

    @Test
    void changedModelReplacesTheKnownOne() {
        var changed = ModelStatusBuilder.builder(REPORTED)
                .fingerprint("fedcba9876543210")
                .build();
        assertThat(planned(service(KNOWN, 7), Optional.of(changed)).fingerprint())
                .isEqualTo("fedcba9876543210");
        var withoutPlugin =
                ModelStatusBuilder.builder().architecture("BertModel").build();
        assertThat(planned(service(KNOWN, 7), Optional.of(withoutPlugin)).fingerprint())
                .isNull();
    }

    @Test
    void modelOfAnEarlierSpecIsNotShown() {
        assertThat(planned(service(KNOWN, 6), Optional.empty())).isEqualTo(NAME);
    }

    @Test
    void nothingIsShownWithoutVerification() {
        assertThat(KnownModel.of(service(KNOWN, 7), Observations.PLAN, false, Optional.empty(), List.of()))
                .contains(NAME);
    }

    @Test
    void stoppedServiceKeepsItsModel() {
        assertThat(KnownModel.of(service(KNOWN, 6), Optional.empty())).contains(KNOWN);
        assertThat(KnownModel.of(service(KNOWN, 6), Optional.of(Observations.PLAN)))
                .contains(KNOWN);
        assertThat(KnownModel.of(service(null, 6), Optional.empty())).isEmpty();
    }

    private static ModelStatus planned(EmbeddingService service, Optional<ModelStatus> reported) {
        return KnownModel.of(service, Observations.PLAN, true, reported, List.of())
                .orElseThrow();
    }

    /** A service of generation 7 with that status. */
    private static EmbeddingService service(ModelStatus model, long observed) {
        var service = Given.service("model: {path: /models/tiny}");
        service.setStatus(EmbeddingServiceStatusBuilder.builder()
                .observedGeneration(observed)
                .model(model)
                .build());
        return service;
    }
}
