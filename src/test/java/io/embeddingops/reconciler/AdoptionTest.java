package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import io.embeddingops.resources.ServerDeployment;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdoptionTest {

    private final EmbeddingService service = Given.service("model: {path: /models/tiny}");
    private final Deployment orphan = ServerDeployment.build(Given.plan("model: {path: /models/tiny}"));

    @Test
    void orphanIsNotAdoptedUnlessItsAnnotationAsks() {
        assertThat(Adoption.isOrphan(service, orphan)).isTrue();
        assertThat(Adoption.isAsked(service, orphan)).isFalse();
        annotate("tiny");
        assertThat(Adoption.isAsked(service, orphan)).isTrue();
        annotate("other");
        assertThat(Adoption.isAsked(service, orphan)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("others")
    void onlyWhatTheOperatorMadeForThatServiceIsAdopted(String what, Consumer<Deployment> change) {
        annotate("tiny");
        change.accept(orphan);
        assertThat(Adoption.isAsked(service, orphan)).as(what).isFalse();
    }

    static Stream<Arguments> others() {
        return Stream.of(
                other("has no labels", object -> object.getMetadata().setLabels(null)),
                other(
                        "is of another service",
                        object -> object.getMetadata().getLabels().put("embeddingops.io/service", "other")),
                other(
                        "is managed by somebody else",
                        object -> object.getMetadata().getLabels().put("app.kubernetes.io/managed-by", "Helm")),
                other(
                        "has a controller",
                        object -> object.getMetadata()
                                .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                                        .withController(true)
                                        .build()))),
                other("is being deleted", object -> object.getMetadata().setDeletionTimestamp("2030-01-01T00:00:00Z")),
                other(
                        "selects other pods",
                        object -> object.getSpec().getSelector().setMatchLabels(Map.of("app", "tiny"))));
    }

    @Test
    void commandAnnotatesAllThatIsLeft() {
        assertThat(Adoption.command(service))
                .isEqualTo("kubectl annotate -n ai service,deployment,configmap,poddisruptionbudget,networkpolicy"
                        + " -l embeddingops.io/service=tiny embeddingops.io/adopt=tiny");
    }

    private void annotate(String name) {
        orphan.getMetadata().getAnnotations().put("embeddingops.io/adopt", name);
    }

    private static Arguments other(String what, Consumer<Deployment> change) {
        return Arguments.of(what, change);
    }
}
