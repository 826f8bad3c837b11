package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The objects of a release. */
class ChartTest {

    private static final List<HasMetadata> DEFAULTS = Chart.render("");

    @Test
    void passesTheStrictLint() {
        var result = Chart.lint();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(line -> line.contains("[WARNING]") || line.contains("[ERROR]"));
    }

    @Test
    void runsTwoReplicasWithLeaderElection() {
        var deployment = Chart.only(DEFAULTS, Deployment.class).getSpec();

        assertThat(deployment.getReplicas()).isEqualTo(2);
        assertThat(environment(DEFAULTS)).containsEntry("EMBEDDING_OPERATOR_LEADER_ELECTION", "true");
        var spread = deployment
                .getTemplate()
                .getSpec()
                .getTopologySpreadConstraints()
                .get(0);
        assertThat(spread.getLabelSelector().getMatchLabels())
                .isEqualTo(deployment.getSelector().getMatchLabels());
        var budget = Chart.only(DEFAULTS, PodDisruptionBudget.class).getSpec();
        assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(budget.getSelector()).isEqualTo(deployment.getSelector());
    }

    /** For the NetworkPolicies of services. */
    @Test
    void operatorKnowsTheNamespaceAndLabelsOfItsPods() {
        var pods = Chart.only(DEFAULTS, Deployment.class).getSpec();
        var labels = environment(DEFAULTS).get("EMBEDDING_OPERATOR_OPERATOR_POD_LABELS");

        assertThat(Stream.of(labels.split(",")).map(label -> label.split("=")))
                .hasSameSizeAs(pods.getSelector().getMatchLabels().keySet())
                .allSatisfy(
                        label -> assertThat(pods.getSelector().getMatchLabels()).containsEntry(label[0], label[1]));
        assertThat(container(DEFAULTS).getEnv())
                .filteredOn(variable -> variable.getName().equals("EMBEDDING_OPERATOR_OPERATOR_NAMESPACE"))
                .singleElement()
                .satisfies(variable -> assertThat(
                                variable.getValueFrom().getFieldRef().getFieldPath())
                        .isEqualTo("metadata.namespace"));
    }

    @Test
    void serviceSelectsOnlyTheOperatorsPods() {
        var service = Chart.only(DEFAULTS, Service.class).getSpec();
        var pods = Chart.only(DEFAULTS, Deployment.class).getSpec().getTemplate();

        assertThat(pods.getMetadata().getLabels()).containsAllEntriesOf(service.getSelector());
        assertThat(Chart.only(DEFAULTS, Pod.class).getMetadata().getLabels().entrySet())
                .as("the pod of helm test")
                .doesNotContainAnyElementsOf(List.of(Map.entry("app.kubernetes.io/name", "embedding-operator")));
        assertThat(service.getPorts().get(0).getTargetPort().getStrVal()).isEqualTo("management");
    }

    @Test
    void objectsAreClusterScopedOrInTheReleasesNamespace() {
        assertThat(DEFAULTS)
                .extracting(object -> object.getMetadata().getNamespace())
                .containsOnly(null, Chart.NAMESPACE);
        assertThat(DEFAULTS)
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/instance", Chart.RELEASE));
    }

    @Test
    void settingsReachTheOperator() {
        var objects = Chart.render("""
                config: {gpuImage: "registry.example.com/sglang:v1", reconcileThreads: 20, probeVia: proxy}
                policy: {allowedHostPaths: [/models, /data]}
                watchNamespaces: [team-a, team-b]
                management: {port: 9090}
                """);

        assertThat(environment(objects))
                .containsEntry("EMBEDDING_OPERATOR_GPU_IMAGE", "registry.example.com/sglang:v1")
                .containsEntry("EMBEDDING_OPERATOR_RECONCILE_THREADS", "20")
                .containsEntry("EMBEDDING_OPERATOR_PROBE_VIA", "proxy")
                .containsEntry("EMBEDDING_OPERATOR_ALLOWED_HOST_PATHS", "/models,/data")
                .containsEntry("EMBEDDING_OPERATOR_NAMESPACES", "team-a,team-b")
                .containsEntry("EMBEDDING_OPERATOR_MANAGEMENT_PORT", "9090")
                .doesNotContainKey("EMBEDDING_OPERATOR_CPU_IMAGE");
    }

    @Test
    void downloadsUseTheOperatorsOwnImageUnlessAnotherIsSet() {
        assertThat(environment(DEFAULTS))
                .containsEntry(
                        "EMBEDDING_OPERATOR_FETCH_IMAGE", container(DEFAULTS).getImage());
        assertThat(environment(Chart.render("config: {fetchImage: 'registry.example.com/op:v2'}")))
                .containsEntry("EMBEDDING_OPERATOR_FETCH_IMAGE", "registry.example.com/op:v2");
    }

    @Test
    void settingsOfDownloadsReachTheOperator() {
        var objects = Chart.render("""
                config: {huggingFaceEndpoint: "https://hub.example.com", s3Endpoint: "http://s3:9000", imageVolumes: false}
                policy: {allowLocalModelEndpoints: true}
                modelCa: {configMap: cas, key: bundle.pem}
                """);

        assertThat(environment(objects))
                .containsEntry("EMBEDDING_OPERATOR_HUGGING_FACE_ENDPOINT", "https://hub.example.com")
                .containsEntry("EMBEDDING_OPERATOR_S3_ENDPOINT", "http://s3:9000")
                .containsEntry("EMBEDDING_OPERATOR_IMAGE_VOLUMES", "false")
                .containsEntry("EMBEDDING_OPERATOR_ALLOW_LOCAL_MODEL_ENDPOINTS", "true")
                .containsEntry("EMBEDDING_OPERATOR_MODEL_CA_FILE", "/etc/embedding-operator/model-ca/bundle.pem");
        assertThat(container(objects).getVolumeMounts())
                .singleElement()
                .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/etc/embedding-operator/model-ca"));
        var volumes = Chart.only(objects, Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getVolumes();
        assertThat(volumes)
                .singleElement()
                .satisfies(volume -> assertThat(volume.getConfigMap().getName()).isEqualTo("cas"));
        assertThat(container(DEFAULTS).getVolumeMounts()).isEmpty();
    }

    @Test
    void digestTakesPrecedenceOverTheTag() {
        var digest = "sha256:" + "a".repeat(64);
        var objects = Chart.render("image: {repository: registry.example.com/op, tag: v1, digest: '" + digest + "'}");

        assertThat(container(objects).getImage()).isEqualTo("registry.example.com/op@" + digest);
    }

    @Test
    void jvmOptionsFollowThoseOfTheImage() {
        assertThat(container(DEFAULTS).getCommand()).isEmpty();
        assertThat(container(Chart.render("jvmOptions: [-Xmx256m]")).getCommand())
                .containsExactly(
                        "/opt/java/bin/java", "@/app/jvm.options", "-Xmx256m", "-jar", "embedding-operator.jar");
    }

    @Test
    void existingServiceAccountIsUsed() {
        var objects = Chart.render("serviceAccount: {create: false, name: mine}");

        assertThat(Chart.all(objects, ServiceAccount.class)).isEmpty();
        assertThat(Chart.only(objects, Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getServiceAccountName())
                .isEqualTo("mine");
    }

    @Test
    void networkPolicyAllowsWhatTheOperatorNeeds() {
        assertThat(Chart.all(DEFAULTS, NetworkPolicy.class)).isEmpty();
        var objects = Chart.render("networkPolicy: {enabled: true, apiServerCidrs: [10.96.0.1/32]}");
        var policy = Chart.only(objects, NetworkPolicy.class).getSpec();

        assertThat(Chart.only(objects, Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels())
                .containsAllEntriesOf(policy.getPodSelector().getMatchLabels());
        assertThat(policy.getIngress()).hasSize(1);
        assertThat(policy.getEgress()).hasSize(3);
        assertThat(policy.getEgress().get(1).getTo().get(0).getIpBlock().getCidr())
                .isEqualTo("10.96.0.1/32");
        assertThat(policy.getEgress().get(2).getTo().get(0).getPodSelector().getMatchLabels())
                .containsEntry("app.kubernetes.io/managed-by", "embedding-operator");
    }

    private static io.fabric8.kubernetes.api.model.Container container(List<HasMetadata> objects) {
        return Chart.only(objects, Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private static Map<String, String> environment(List<HasMetadata> objects) {
        return container(objects).getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue, (one, other) -> one, TreeMap::new));
    }
}
