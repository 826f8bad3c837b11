package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.ClusterVersion;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Policy;
import io.embeddingops.plan.Rejection;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRulesTest {

    private static final String IMAGE = "model: {source: {image: {reference: 'registry.test/sglang:model'}}}";
    private static final String HUB = "model: {source: {huggingFace: {repo: a/b}}}";
    private static final String OTHERS = "use spec.model.source.huggingFace, s3 or persistentVolumeClaim";

    @Test
    void downloadsNeedTheOperatorsImage() {
        var policy = Given.policy("--fetch-image", "");

        assertThat(Given.errors(policy, HUB))
                .containsExactly("spec.model.source.huggingFace needs the operator's image for the download, and the"
                        + " operator does not know it: ask the cluster administrator to set --fetch-image (chart value"
                        + " config.fetchImage), or use spec.model.source.image or"
                        + " spec.model.source.persistentVolumeClaim");
        assertThat(Given.errors(policy, "model: {source: {s3: {uri: 's3://a-bucket'}}}"))
                .singleElement()
                .asString()
                .startsWith("spec.model.source.s3 needs the operator's image");
        assertThat(Given.errors(policy, IMAGE)).isEmpty();
        assertThat(Given.errors(HUB)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,34,false", "1,34+,false", "1,35,true", "1,36+,true", "2,0,true", "v,x,true"})
    void theVersionOfTheClusterDecidesOnImageVolumes(String major, String minor, boolean allowed) {
        var policy = Given.policy().withCluster(ClusterVersion.of(major, minor));

        assertThat(Given.errors(policy, IMAGE).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void aClusterThatIsTooOldIsNamed() {
        assertThat(Given.errors(in(Given.policy(), 34), IMAGE))
                .containsExactly("spec.model.source.image needs Kubernetes 1.35 or later, and this cluster has 1.34: "
                        + OTHERS + "; if its feature gate ImageVolume is on, ask the cluster administrator to set"
                        + " --image-volumes (chart value config.imageVolumes) to true");
    }

    @Test
    void theSettingOverridesTheVersion() {
        assertThat(Given.errors(in(Given.policy("--image-volumes", "true"), 34), IMAGE))
                .isEmpty();
        assertThat(Given.errors(in(Given.policy("--image-volumes", "false"), 36), IMAGE))
                .containsExactly(
                        "spec.model.source.image needs image volumes, which the operator's --image-volumes (chart"
                                + " value config.imageVolumes) rules out: " + OTHERS
                                + ", or ask the cluster administrator to change that setting");
    }

    @Test
    void tokensAndRevisionsOfTheServerHaveNoEffect() {
        var plan = Given.plan("""
                model: {source: {huggingFace: {repo: a/b}}}
                server: {env: [{name: A, value: b}, {name: HF_TOKEN, value: c}], extraArgs: [--revision=main]}
                """);

        assertThat(Rules.warnings(plan))
                .extracting(FieldError::toString)
                .containsExactly(
                        "spec.server.env[1] HF_TOKEN is not used for the download: set"
                                + " spec.model.source.huggingFace.tokenSecret, and remove the variable",
                        "spec.server.extraArgs contains --revision, which does not choose what is downloaded: set"
                                + " spec.model.source.huggingFace.revision, and remove the flag");
        assertThat(Rules.warnings(Given.plan("""
                model: {path: /models/tiny}
                server: {env: [{name: HF_TOKEN, value: c}], extraArgs: [--revision=main]}
                """))).isEmpty();
    }

    @Test
    void namesOfVolumesAreReservedOnlyForDownloads() {
        var volumes = "\npod: {volumes: [{name: model-cache, emptyDir: {}}]}";

        assertThat(Given.errors("model: {path: /models/tiny}" + volumes)).isEmpty();
        assertThat(Given.errors(HUB + volumes))
                .containsExactly("spec.pod.volumes[0].name model-cache is reserved: choose another name");
    }

    @Test
    void allErrorsOfASourceAreReportedAtOnce() {
        var result = new Planner(Given.POLICY).plan(Given.service("""
                model:
                  source: {huggingFace: {repo: a b, revision: "..", endpoint: hub, proxy: "socks://x"}}
                  cache: {volume: {size: 0}}
                """));

        assertThat(((Rejection) result).errors())
                .extracting(FieldError::field)
                .containsExactly(
                        "spec.model.source.huggingFace.repo",
                        "spec.model.source.huggingFace.revision",
                        "spec.model.source.huggingFace.endpoint",
                        "spec.model.source.huggingFace.proxy",
                        "spec.model.cache.volume.size");
    }

    private static Policy in(Policy policy, int minor) {
        return policy.withCluster(Optional.of(new ClusterVersion(1, minor)));
    }
}
