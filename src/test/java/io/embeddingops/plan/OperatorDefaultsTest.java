package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.DefaultsStatusBuilder;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.GpuVendor;
import io.embeddingops.fixtures.Given;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operator defaults a service keeps. */
class OperatorDefaultsTest {

    private static final Policy TODAY =
            Given.policy("--gpu-image", "new/gpu:2", "--cpu-image", "new/cpu:2", "--launcher", "python");
    private static final OperatorDefaults THEN = new OperatorDefaults(
            Device.GPU, Optional.empty(), Optional.of("old/gpu:1"), Launcher.SGLANG, FetchDefaults.NONE, 1);

    @Test
    void aNewServiceGetsTheCurrentDefaults() {
        var plan = plan("model: {path: /m}", Optional.empty());
        assertThat(plan.server().image()).isEqualTo("new/gpu:2");
        assertThat(plan.server().launcher()).isEqualTo(Launcher.PYTHON);
        assertThat(plan.template()).isEqualTo(TemplateVersion.CURRENT);
    }

    @Test
    void anExistingServiceKeepsItsDefaults() {
        var plan = plan("model: {path: /m}", Optional.of(THEN));
        assertThat(plan.server().image()).isEqualTo("old/gpu:1");
        assertThat(plan.server().launcher()).isEqualTo(Launcher.SGLANG);
        assertThat(OperatorDefaults.of(OperatorDefaults.recorded(plan))).contains(THEN);
    }

    @Test
    void aServiceWithPolicyFollowGetsTheCurrentDefaults() {
        var follower = "{model: {path: /m}, upgradePolicy: Follow}";
        assertThat(plan(follower, Optional.of(THEN))).isEqualTo(plan(follower, Optional.empty()));
        assertThat(plan(follower, Optional.of(THEN)).server().image()).isEqualTo("new/gpu:2");
    }

    @Test
    void pinnedIsTheDefaultPolicy() {
        assertThat(plan("{model: {path: /m}, upgradePolicy: Pinned}", Optional.of(THEN)))
                .isEqualTo(plan("model: {path: /m}", Optional.of(THEN)));
    }

    @Test
    void anImageInTheSpecOverridesTheDefaultAndIsNotRecorded() {
        var plan = plan("{model: {path: /m}, server: {image: 'new/gpu:own'}}", Optional.of(THEN));
        assertThat(plan.server().image()).isEqualTo("new/gpu:own");
        assertThat(plan.server().launcher()).isEqualTo(Launcher.SGLANG);
        var recorded = OperatorDefaults.recorded(plan);
        assertThat(recorded).isEqualTo(recorded().build());
        assertThat(plan("model: {path: /m}", OperatorDefaults.of(recorded))
                        .server()
                        .image())
                .as("the image after it is removed from the spec")
                .isEqualTo("new/gpu:2");
    }

    @Test
    void defaultsOfAnotherDeviceAreIgnored() {
        var plan = plan("{model: {path: /m}, device: cpu}", Optional.of(THEN));
        assertThat(plan.server().image()).isEqualTo("new/cpu:2");
        assertThat(plan.server().launcher()).isEqualTo(Launcher.PYTHON);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vendor: amd               | new/amd:2
            vendor: nvidia            | old/gpu:1
            resourceName: amd.com/gpu | old/gpu:1
            """)
    void onlyAnotherVendorInTheSpecReplacesAKeptImage(String gpu, String image) {
        var policy = Given.policy("--gpu-image", "new/gpu:2", "--amd-image", "new/amd:2");
        var plan = (Plan)
                new Planner(policy).plan(Given.service("{model: {path: /m}, gpu: {" + gpu + "}}"), Optional.of(THEN));
        assertThat(plan.server().image()).isEqualTo(image);
        assertThat(OperatorDefaults.of(OperatorDefaults.recorded(plan))
                        .orElseThrow()
                        .vendor())
                .isEqualTo(gpu.equals("vendor: amd") ? Optional.of(GpuVendor.AMD) : Optional.empty());
    }

    @Test
    void aKeptImageNeedsNoPermission() {
        assertThat(new Planner(TODAY).plan(Given.service("model: {path: /m}"), Optional.of(THEN)))
                .isInstanceOf(Plan.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 1", "-5, 1", "1000, " + TemplateVersion.CURRENT})
    void anUnknownTemplateVersionBecomesTheNearestKnownOne(int recorded, int used) {
        assertThat(OperatorDefaults.of(recorded().template(recorded).build()))
                .hasValueSatisfying(made -> assertThat(made.template()).isEqualTo(used));
    }

    @Test
    void incompleteOrUnknownRecordsAreIgnored() {
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
