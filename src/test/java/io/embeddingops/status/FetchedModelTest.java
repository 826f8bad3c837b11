package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Policy;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchedModelTest {

    private static final String SPEC = "{model: {path: /models/tiny, source: {huggingFace: {repo: acme/tiny}}}}";
    private static final Policy POLICY = Given.policy("--fetch-image", "registry.test/operator:1");
    private static final ModelStatus KNOWN = ModelStatusBuilder.builder()
            .servedName("tiny")
            .source(FetchPods.SOURCE)
            .revision("c1")
            .newerRevision("c2")
            .size(7L)
            .digest("sha256:d-c1")
            .build();
    private static final ModelStatus NAME =
            ModelStatusBuilder.builder().servedName("tiny").build();

    @Test
    void successfulDownloadIsRemembered() {
        assertThat(model(service(SPEC, NAME), done("a", "10:00:20", "c1", ",\"moved\":\"c2\"")))
                .isEqualTo(KNOWN);
        assertThat(model(service(SPEC, null), FetchPods.running("a"))).isEqualTo(NAME);
    }

    @Test
    void sizeOfAModelThatDoesNotFitIsRemembered() {
        var failed = FetchPods.pod(
                "a",
                1,
                FetchPods.RUNNING + ", lastState: {terminated: {exitCode: 1, message: '"
                        + "{\"source\":\"" + FetchPods.SOURCE
                        + "\",\"bytes\":9,\"reason\":\"OutOfSpace\",\"message\":\"why\"}'}}");
        var expected = ModelStatusBuilder.builder(NAME)
                .source(FetchPods.SOURCE)
                .size(9L)
                .build();
        assertThat(model(service(SPEC, NAME), failed)).isEqualTo(expected);
        assertThat(model(service(SPEC, expected))).isEqualTo(expected);
        assertThat(model(service(SPEC, expected), done("a", "10:00:20", "c1", ",\"moved\":\"c2\"")))
                .isEqualTo(KNOWN);
        assertThat(model(service(SPEC, KNOWN), failed)).isEqualTo(KNOWN);
    }

    @Test
    void revisionStaysWithoutPodsAndAcrossGenerations() {
        assertThat(model(service(SPEC, KNOWN))).isEqualTo(KNOWN);
        var service = service(SPEC, KNOWN);
        service.getMetadata().setGeneration(8L);
        assertThat(model(service)).isEqualTo(KNOWN);
        assertThat(KnownModel.of(service, plan(service), false, Optional.empty(), List.of()))
                .contains(KNOWN);
    }

    @Test
    void reportOfTheServersKeepsTheRevision() {
        var served = ModelStatusBuilder.builder().architecture("BertModel").build();
        var expected =
                ModelStatusBuilder.builder(KNOWN).architecture("BertModel").build();
        assertThat(verified(service(SPEC, KNOWN), Optional.of(served))).contains(expected);
        assertThat(verified(service(SPEC, expected), Optional.of(served))).contains(expected);
        assertThat(verified(service(SPEC, expected), Optional.empty())).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{model: {path: /models/tiny}}",
                "{model: {path: /models/tiny, source: {huggingFace: {repo: acme/tiny, revision: v2}}}}",
                "{model: {path: /models/tiny, source: {s3: {uri: 's3://models/tiny'}}}}"
            })
    void revisionOfAnotherSourceIsForgotten(String spec) {
        assertThat(model(service(spec, KNOWN), done("a", "10:00:20", "c1", ""))).isEqualTo(NAME);
    }

    @Test
    void knownRevisionWinsOverOtherDownloads() {
        assertThat(model(service(SPEC, KNOWN), done("a", "10:00:20", "c9", ""))).isEqualTo(KNOWN);
    }

    @Test
    void withoutAKnownRevisionTheOldestPodDecides() {
        var old = done("z", "10:00:40", "c1", ",\"moved\":\"c2\"");
        old.getMetadata().setCreationTimestamp("2026-11-24T09:59:00Z");
        assertThat(model(service(SPEC, NAME), done("a", "10:00:20", "c9", ""), old))
                .isEqualTo(KNOWN);
    }

    @Test
    void latestDownloadSaysWhetherTheBranchHasMoved() {
        var first = done("a", "10:00:20", "c1", ",\"moved\":\"c2\"");
        var second = done("b", "10:00:30", "c1", "");
        assertThat(model(service(SPEC, KNOWN), first, second).newerRevision()).isNull();
        assertThat(model(service(SPEC, KNOWN), second, done("c", "10:00:40", "c1", ",\"moved\":\"c3\""))
                        .newerRevision())
                .isEqualTo("c3");
    }

    @ParameterizedTest
    @CsvSource({"hf://a/b@main, spec.model.source.huggingFace.revision", "s3://a/b, spec.model.source.s3.uri"})
    void newerRevisionIsReportedOnce(String source, String field) {
        var known = ModelStatusBuilder.builder(KNOWN).source(source).build();
        var before = ModelStatusBuilder.builder(known).newerRevision(null).build();
        assertThat(Transition.between(status(before), status(known)))
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo("NewerRevision"))
                .satisfies(event -> assertThat(event.warning()).isTrue())
                .satisfies(event -> assertThat(event.message())
                        .startsWith(source + " is now c2, but the service keeps c1, ")
                        .contains(field));
        assertThat(Transition.between(status(known), status(known))).isEmpty();
        assertThat(Transition.between(status(known), status(before))).isEmpty();
    }

    private static Optional<ModelStatus> verified(EmbeddingService service, Optional<ModelStatus> reported) {
        return KnownModel.of(service, plan(service), true, reported, List.of());
    }

    private static EmbeddingServiceStatus status(ModelStatus model) {
        return StatusComputer.stopped(
                service(SPEC, model),
                Optional.empty(),
                new Verdict(Reason.READY, ""),
                Observations.of(Observations.deployment(1, 1)),
                Observations.NOW);
    }

    private static Pod done(String name, String time, String revision, String more) {
        return FetchPods.done(name, time, revision, more);
    }

    private static ModelStatus model(EmbeddingService service, Pod... pods) {
        var seen = Observations.of(Observations.deployment(1, 0), pods);
        return StatusComputer.planned(service, plan(service), seen, Optional.empty(), Observations.NOW)
                .model();
    }

    private static Plan plan(EmbeddingService service) {
        return (Plan) new Planner(POLICY).plan(service);
    }

    /** A service of generation 7 with that status. */
    private static EmbeddingService service(String spec, ModelStatus model) {
        var service = Given.service(spec);
        service.setStatus(EmbeddingServiceStatusBuilder.builder()
                .observedGeneration(7L)
                .model(model)
                .build());
        return service;
    }
}
