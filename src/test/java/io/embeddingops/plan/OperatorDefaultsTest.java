package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.DefaultsStatusBuilder;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.fixtures.Given;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service keeps of the operator that it was made by. */
class OperatorDefaultsTest {

    private static final Policy TODAY =
            Given.policy("--gpu-image", "new/gpu:2", "--cpu-image", "new/cpu:2", "--launcher", "python");
    private static final OperatorDefaults THEN =
            new OperatorDefaults(Device.GPU, Optional.of("old/gpu:1"), Launcher.SGLANG, 1);

    @Test
    void aNewServiceGetsThoseOfToday() {
        var plan = plan("model: {path: /m}", Optional.empty());
        assertThat(plan.server().image()).isEqualTo("new/gpu:2");
        assertThat(plan.server().launcher()).isEqualTo(Launcher.PYTHON);
        assertThat(plan.template()).isEqualTo(TemplateVersion.CURRENT);
    }

    @Test
    void anOldOneKeepsIts() {
        var plan = plan("model: {path: /m}", Optional.of(THEN));
        assertThat(plan.server().image()).isEqualTo("old/gpu:1");
        assertThat(plan.server().launcher()).isEqualTo(Launcher.SGLANG);
        assertThat(OperatorDefaults.of(OperatorDefaults.recorded(plan))).contains(THEN);
    }

    @Test
    void oneThatFollowsGetsThoseOfToday() {
        var follower = "{model: {path: /m}, upgradePolicy: Follow}";
        assertThat(plan(follower, Optional.of(THEN))).isEqualTo(plan(follower, Optional.empty()));
        assertThat(plan(follower, Optional.of(THEN)).server().image()).isEqualTo("new/gpu:2");
    }

    @Test
    void pinnedIsMeantWhenNothingIsSaid() {
        assertThat(plan("{model: {path: /m}, upgradePolicy: Pinned}", Optional.of(THEN)))
                .isEqualTo(plan("model: {path: /m}", Optional.of(THEN)));
    }

    @Test
    void anImageOfTheSpecWinsAndIsNotRecorded() {
        var plan = plan("{model: {path: /m}, server: {image: 'new/gpu:own'}}", Optional.of(THEN));
        assertThat(plan.server().image()).isEqualTo("new/gpu:own");
        assertThat(plan.server().launcher()).isEqualTo(Launcher.SGLANG);
        var recorded = OperatorDefaults.recorded(plan);
        assertThat(recorded).isEqualTo(recorded().build());
        assertThat(plan("model: {path: /m}", OperatorDefaults.of(recorded))
                        .server()
                        .image())
                .as("the image when the spec names none any more")
                .isEqualTo("new/gpu:2");
    }

    @Test
    void thoseOfAnotherDeviceAreOfNoUse() {
        var plan = plan("{model: {path: /m}, device: cpu}", Optional.of(THEN));
        assertThat(plan.server().image()).isEqualTo("new/cpu:2");
        assertThat(plan.server().launcher()).isEqualTo(Launcher.PYTHON);
    }

    @Test
    void whatWasAllowedThenIsKept() {
        assertThat(new Planner(TODAY).plan(Given.service("model: {path: /m}"), Optional.of(THEN)))
                .isInstanceOf(Plan.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 1", "-5, 1", "1000, " + TemplateVersion.CURRENT})
    void anUnknownTemplateIsTheNearestKnown(int recorded, int used) {
        assertThat(OperatorDefaults.of(recorded().template(recorded).build()))
                .hasValueSatisfying(made -> assertThat(made.template()).isEqualTo(used));
    }

    @Test
    void whatCannotBeUnderstoodIsNothing() {
        assertThat(OperatorDefaults.of(recorded().device(null).build())).isEmpty();
        assertThat(OperatorDefaults.of(recorded().launcher("vllm").build())).isEmpty();
        assertThat(OperatorDefaults.of(recorded().launcher(null).build())).isEmpty();
        assertThat(OperatorDefaults.of(recorded().template(null).build())).isEmpty();
    }

    private static Plan plan(String spec, Optional<OperatorDefaults> made) {
        return (Plan) new Planner(TODAY).plan(Given.service(spec), made);
    }

    private static DefaultsStatusBuilder recorded() {
        return DefaultsStatusBuilder.builder()
                .device(Device.GPU)
                .launcher("sglang")
                .template(1);
    }
}
