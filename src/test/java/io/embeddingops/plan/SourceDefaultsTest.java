package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.fixtures.Given;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.S3Location;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceDefaultsTest {

    private static final String HUB = "model: {source: {huggingFace: {repo: acme/m}}}";
    private static final String BUCKET = "model: {source: {s3: {uri: 's3://models/a/b/'}}}";
    private static final Policy OTHER = Given.policy(
            "--fetch-image", "registry.test/embedding-operator:v2",
            "--hugging-face-endpoint", "https://mirror.test/",
            "--s3-endpoint", "http://s3.test:80",
            "--model-proxy", "http://proxy.test:3128");

    @ParameterizedTest
    @CsvSource({
        "huggingFace: {repo: Qwen/Qwen3-Embedding-0.6B}, Qwen3-Embedding-0.6B",
        "huggingFace: {repo: bert}, bert",
        "'s3: {uri: \"s3://models/team/qwen3/\"}', qwen3",
        "'s3: {uri: \"s3://models\"}', models",
        "'image: {reference: \"registry.test/sglang/minilm:v1\"}', minilm",
    })
    void thePathIsNamedAfterTheSource(String source, String name) {
        var plan = Given.plan("model: {source: {" + source + "}}");

        assertThat(plan.model().path()).isEqualTo("/models/" + name);
        assertThat(plan.model().servedName()).isEqualTo(name);
    }

    @Test
    void anExplicitPathIsKept() {
        var plan = Given.plan("model: {path: /m/x/, source: {huggingFace: {repo: a/b}}}");

        assertThat(plan.model().path()).isEqualTo("/m/x");
    }

    @Test
    void aHubIsAskedForMainAtItsOwnEndpoint() {
        var download = download(Given.service(HUB), Given.POLICY, Optional.empty());

        assertThat(download.location()).isEqualTo(new HuggingFaceLocation("acme/m", "main"));
        assertThat(download.endpoint()).isEqualTo("https://huggingface.co");
        assertThat(download.cache()).isEqualTo(new CachePlan.PodDisk(Optional.empty()));
        assertThat(download.pin()).isEmpty();
    }

    @Test
    void theHostOfABucketIsThatOfItsEndpoint() {
        assertThat(download(Given.service(BUCKET), Given.POLICY, Optional.empty())
                        .location())
                .isEqualTo(new S3Location(S3Location.DEFAULT_HOST, "models", "a/b"));
        assertThat(download(Given.service(BUCKET), OTHER, Optional.empty()).location())
                .isEqualTo(new S3Location("s3.test", "models", "a/b"));
    }

    @Test
    void anUpgradeOfTheOperatorChangesNothing() {
        for (var spec : new String[] {HUB, BUCKET}) {
            var before = (Plan) new Planner(Given.POLICY).plan(Given.service(spec));
            var recorded = OperatorDefaults.of(OperatorDefaults.recorded(before));

            var after = (Plan) new Planner(OTHER).plan(Given.service(spec), recorded);

            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void aServiceThatStartsToDownloadGetsTheCurrentDefaults() {
        var before = (Plan) new Planner(Given.POLICY).plan(Given.service("model: {path: /models/tiny}"));
        var recorded = OperatorDefaults.recorded(before);
        assertThat(recorded.fetchImage()).isNull();
        assertThat(recorded.modelProxy()).isNull();

        var download = download(Given.service(HUB), OTHER, OperatorDefaults.of(recorded));

        assertThat(download.image()).contains("registry.test/embedding-operator:v2");
        assertThat(download.endpoint()).isEqualTo("https://mirror.test");
        assertThat(download.proxy()).contains("http://proxy.test:3128");
    }

    @Test
    void theSpecOverridesTheDefaultsAndNothingIsRecordedForIt() {
        var service = Given.service("""
                model: {source: {huggingFace: {repo: a/b, endpoint: 'https://own.test', proxy: 'http://own.test:1'}}}
                """);
        var plan = (Plan) new Planner(OTHER).plan(service);
        var download = DownloadPlan.of(plan).orElseThrow();

        assertThat(download.endpoint()).isEqualTo("https://own.test");
        assertThat(download.proxy()).contains("http://own.test:1");
        assertThat(OperatorDefaults.recorded(plan).huggingFaceEndpoint()).isNull();
        assertThat(OperatorDefaults.recorded(plan).modelProxy()).isNull();
    }

    @Test
    void theRevisionOfAnEarlierDownloadOfTheSameSourceIsKept() {
        assertThat(download(known(HUB, "hf://acme/m@main", 1L), Given.POLICY, Optional.empty())
                        .pin())
                .contains("c0ffee");
        assertThat(download(known(HUB, "hf://acme/m@other", 1L), Given.POLICY, Optional.empty())
                        .pin())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 20Gi", "17895697066, 20Gi", "17895697067, 21Gi", "100000000000, 112Gi"})
    void aVolumeWithoutASizeFitsTheModel(long bytes, String size) {
        var spec = "model: {source: {huggingFace: {repo: acme/m}}, cache: {volume: {}}}";
        var cache = download(known(spec, "hf://acme/m@main", bytes), Given.POLICY, Optional.empty())
                .cache();

        assertThat(((CachePlan.OwnVolume) cache).size()).hasToString(size);
    }

    private static EmbeddingService known(String spec, String source, long bytes) {
        var service = Given.service(spec);
        var model = ModelStatusBuilder.builder()
                .source(source)
                .revision("c0ffee")
                .size(bytes)
                .build();
        service.setStatus(EmbeddingServiceStatusBuilder.builder().model(model).build());
        return service;
    }

    private static DownloadPlan download(EmbeddingService service, Policy policy, Optional<OperatorDefaults> made) {
        return DownloadPlan.of((Plan) new Planner(policy).plan(service, made)).orElseThrow();
    }
}
