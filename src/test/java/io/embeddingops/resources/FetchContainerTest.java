package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchContainerTest {

    private static final String HUB = "model: {source: {huggingFace: {repo: a/b, tokenSecret: {name: hf}}}";
    private static final Planner LENIENT = new Planner(Given.LENIENT);

    @Test
    void onlyTheInitContainerMountsTheToken() {
        var pod = pod(HUB + "}");

        assertThat(fetch(pod).getVolumeMounts()).extracting("name").contains("model-token");
        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .extracting("name")
                .doesNotContain("model-token");
        assertThat(fetch(pod).getArgs())
                .contains("--token-file=/var/run/secrets/embedding-operator/token/token")
                .noneMatch(word -> word.contains("hf.") || word.equals("hf"));
    }

    @Test
    void patternsAreNeitherFlagsNorReferencesToVariables() {
        var pod = pod("model: {source: {huggingFace: {repo: a/b, include: [--x, '$(HOME)*']}}}");

        assertThat(fetch(pod).getArgs()).contains("--include=--x", "--include=$$(HOME)*");
    }

    @Test
    void aPodThatRunsAsRootDownloadsAsTheUserOfTheImage() {
        assertThat(fetch(pod(HUB + "}\npod: {securityContext: {runAsUser: 0}}"))
                        .getSecurityContext()
                        .getRunAsUser())
                .isEqualTo(65532);
        assertThat(fetch(pod(HUB + "}\npod: {securityContext: {runAsUser: 7}}"))
                        .getSecurityContext()
                        .getRunAsUser())
                .isNull();
    }

    @Test
    void onlyPodsWithAClaimGetAGroup() {
        assertThat(pod(HUB + "}").getSecurityContext().getFsGroup()).isNull();
        var shared = ", cache: {persistentVolumeClaim: {claimName: c}}}";
        assertThat(pod(HUB + shared).getSecurityContext().getFsGroup()).isEqualTo(65532);
        assertThat(pod(HUB + shared).getSecurityContext().getFsGroupChangePolicy())
                .isEqualTo("OnRootMismatch");
        assertThat(pod(HUB + shared + "\npod: {securityContext: {fsGroup: 5}}")
                        .getSecurityContext()
                        .getFsGroup())
                .isEqualTo(5);
    }

    @Test
    void theDownloadDoesNotCountAgainstTheStartupOfTheServer() {
        var plan = plan(HUB + "}\nhealth: {startupTimeoutSeconds: 300}");
        var without = plan("model: {path: /m}\nhealth: {startupTimeoutSeconds: 300}");

        assertThat(ServerDeployment.build(plan).getSpec().getProgressDeadlineSeconds())
                .isEqualTo(ServerDeployment.build(without).getSpec().getProgressDeadlineSeconds() + 86400);
    }

    @Test
    void theConfigMapHasTheRevisionAndTheOperatorsCertificates(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nMA==\n");
        var service = Given.service("model: {source: {huggingFace: {repo: a/b}}}");
        var model = ModelStatusBuilder.builder()
                .source("hf://a/b@main")
                .revision("c0ffee")
                .build();
        service.setStatus(EmbeddingServiceStatusBuilder.builder().model(model).build());
        var plan = (Plan) new Planner(Given.policy("--model-ca-file", file.toString())).plan(service);

        assertThat(ModelConfigMap.build(plan).orElseThrow().getData())
                .containsEntry("ca.crt", "-----BEGIN CERTIFICATE-----\nMA==\n")
                .containsEntry("revision", "{\"source\":\"hf://a/b@main\",\"revision\":\"c0ffee\"}");
        assertThat(ModelConfigMap.build(plan("model: {path: /m}"))).isEmpty();
        assertThat(fetch(ServerDeployment.build(plan).getSpec().getTemplate().getSpec()))
                .as("neither changes the pod template")
                .isEqualTo(fetch(pod("model: {source: {huggingFace: {repo: a/b}}}")));
    }

    private static Plan plan(String spec) {
        return (Plan) LENIENT.plan(Given.service(spec));
    }

    private static PodSpec pod(String spec) {
        return ServerDeployment.build(plan(spec)).getSpec().getTemplate().getSpec();
    }

    private static Container fetch(PodSpec pod) {
        return pod.getInitContainers().get(0);
    }
}
