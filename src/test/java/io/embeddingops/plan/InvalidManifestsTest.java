package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.InvalidManifest;
import io.embeddingops.fixtures.InvalidManifests;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The planner refuses every invalid manifest with the message at the head of its file, or leaves it to the schema. */
class InvalidManifestsTest {

    private static final Policy POLICY = Given.policy();

    static List<InvalidManifest> manifests() {
        return InvalidManifests.all();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void isRefusedWithTheMessageInItsHead(InvalidManifest manifest) {
        var result = new Planner(POLICY).plan(Given.manifest(manifest.file()));
        var said = result instanceof Rejection rejection ? Optional.of(rejection.message()) : Optional.empty();
        assertThat(said).isEqualTo(manifest.rejection());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void isRefusedByTheApiServerOrThePlanner(InvalidManifest manifest) {
        assertThat(manifest.api().isPresent())
                .as("either refused by the API server or stalled")
                .isNotEqualTo(manifest.stalled().isPresent());
        assertThat(manifest.planner().isPresent() && manifest.stalled().isPresent())
                .as("both a planner line and a stalled line")
                .isFalse();
    }

    @Test
    void bothKindsAreCovered() {
        assertThat(manifests())
                .filteredOn(manifest -> manifest.api().isPresent())
                .hasSizeGreaterThanOrEqualTo(20);
        assertThat(manifests())
                .filteredOn(manifest -> manifest.stalled().isPresent())
                .hasSizeGreaterThanOrEqualTo(15);
    }
}
