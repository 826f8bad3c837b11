package io.embeddingops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.embeddingops.plan.Launcher;
import io.embeddingops.plan.PrometheusServer;
import io.embeddingops.plan.bounds.Allowance;
import io.embeddingops.plan.bounds.Bound;
import io.embeddingops.plan.bounds.VolumeTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorConfigTest {

    private static final Map<String, String> NONE = Map.of();

    @TempDir
    Path directory;

    @Test
    void hasDefaultsForEverything() throws BadConfigException {
        var config = OperatorConfig.read(NONE, NONE);

        assertThat(config.namespaces()).isEmpty();
        assertThat(config.policy().gpuImage()).isEqualTo("lmsysorg/sglang:v0.5.23");
        assertThat(config.policy().cpuImage()).isEqualTo("lmsysorg/sglang:v0.5.23-xeon");
        assertThat(config.policy().launcher()).isEqualTo(Launcher.SGLANG);
        assertThat(config.policy().bounds().allowances())
                .containsEntry(Bound.HOST_PATHS, new Allowance.Below(List.of()))
                .containsEntry(Bound.PRIVILEGED, new Allowance.Always(false))
                .containsEntry(Bound.SERVICE_ACCOUNTS, new Allowance.Named(List.of("default")))
                .containsEntry(Bound.SERVICE_ACCOUNT_TOKENS, new Allowance.Always(false))
                .containsEntry(Bound.IMAGES, new Allowance.From(List.of("docker.io/lmsysorg/sglang")))
                .containsEntry(Bound.SECRETS, new Allowance.Named(List.of()))
                .containsEntry(Bound.VOLUME_TYPES, new Allowance.Named(VolumeTypes.COMMON));
        assertThat(config.leaderElectionNamespace()).isEmpty();
        assertThat(config.managementAddress()).isEqualTo("0.0.0.0");
        assertThat(config.managementPort()).isEqualTo(8080);
        assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
        assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(config.reconcileThreads()).isEqualTo(10);
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void credentialsOfPrometheusNeedItsAddress() throws BadConfigException {
        assertThat(problems(Map.of("--prometheus-trigger-authentication", "a"), NONE))
                .containsExactly(
                        "--prometheus-address (or EMBEDDING_OPERATOR_PROMETHEUS_ADDRESS) must be set together with"
                                + " --prometheus-trigger-authentication: set it, or remove --prometheus-trigger-authentication");
        assertThat(problems(Map.of("--prometheus-address", "http://p", "--prometheus-auth-modes", "tls"), NONE))
                .singleElement()
                .asString()
                .contains("--prometheus-trigger-authentication (or", "together with --prometheus-auth-modes");
        var all = Map.of(
                "--prometheus-address", "https://p/",
                "--prometheus-trigger-authentication", "a.b",
                "--prometheus-auth-modes", "tls, bearer,tls");
        assertThat(OperatorConfig.read(all, NONE).policy().prometheus())
                .contains(new PrometheusServer("https://p", Optional.of("a.b"), List.of("tls", "bearer")));
        assertThat(OperatorConfig.read(NONE, NONE).policy().prometheus()).isEmpty();
    }

    @Test
    void flagsOverrideVariablesAndVariablesOverrideDefaults() throws BadConfigException {
        var config = OperatorConfig.read(
                Map.of("--gpu-image", "registry.example.com:5000/team/sglang:v1@sha256:" + "0".repeat(64)),
                Map.of(
                        "EMBEDDING_OPERATOR_GPU_IMAGE", "ignored:v1",
                        "EMBEDDING_OPERATOR_LAUNCHER", "python",
                        "EMBEDDING_OPERATOR_NAMESPACES", "b, a,b",
                        "EMBEDDING_OPERATOR_ALLOWED_HOST_PATHS", "/data/,/",
                        "EMBEDDING_OPERATOR_ALLOWED_SECRETS", "embedding-*,key",
                        "EMBEDDING_OPERATOR_ALLOWED_IMAGE_PREFIXES", "ghcr.io/acme/",
                        "EMBEDDING_OPERATOR_MANAGEMENT_ADDRESS", "::1",
                        "EMBEDDING_OPERATOR_MANAGEMENT_PORT", "0"));

        assertThat(config.policy().gpuImage()).startsWith("registry.example.com:5000/team/sglang:v1@");
        assertThat(config.policy().launcher()).isEqualTo(Launcher.PYTHON);
        assertThat(config.namespaces()).containsExactly("b", "a");
        assertThat(config.policy().bounds().allowances())
                .containsEntry(Bound.HOST_PATHS, new Allowance.Below(List.of("/data", "/")))
                .containsEntry(Bound.SECRETS, new Allowance.Named(List.of("embedding-*", "key")))
                .containsEntry(
                        Bound.IMAGES,
                        new Allowance.From(List.of(
                                "ghcr.io/acme", "registry.example.com:5000/team/sglang", "docker.io/lmsysorg/sglang")));
        assertThat(config.managementAddress()).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(config.managementPort()).isZero();
    }

    @Test
    void reportsAllBadValuesAtOnceWithTheirOriginAndRemedy() {
        var problems = problems(
                Map.of("--management-port", "65536", "--namespaces", "Prod,ok,-x", "--gpu-image", "a b"),
                Map.of("EMBEDDING_OPERATOR_LOG_LEVEL", "loud", "EMBEDDING_OPERATOR_RECONCILE_THREADS", "many"));

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "--management-port=\"65536\" must be a whole number from 0 to 65535",
                        "--namespaces=\"Prod,ok,-x\" contains \"Prod\", which is not a namespace: use 1 to 63 lower-case"
                                + " letters, digits and '-', starting and ending with a letter or digit; it contains"
                                + " \"-x\", which is not a namespace: use 1 to 63 lower-case letters, digits and '-',"
                                + " starting and ending with a letter or digit",
                        "--gpu-image=\"a b\" must be an image reference such as registry.example.com/sglang:v1",
                        "EMBEDDING_OPERATOR_LOG_LEVEL=\"loud\" must be trace, debug, info, warn or error",
                        "EMBEDDING_OPERATOR_RECONCILE_THREADS=\"many\" must be a whole number from 1 to 64");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --allowed-host-paths        | models         | which is relative
            --allowed-host-paths        | /a/../b        | without '//', '.' and '..'
            --allowed-host-paths        | /a/..          | without '//', '.' and '..'
            --allowed-host-paths        | //a            | without '//', '.' and '..'
            --allowed-host-paths        | /a,,/b         | relative
            --launcher                  | vllm           | must be sglang or python
            --allow-privileged          | 1              | must be true or false
            --allowed-service-accounts  | a b            | not a name
            --allowed-secrets           | *-key          | not a name
            --allowed-secrets           | a,,b           | not a name
            --allowed-image-prefixes    | acme           | write docker.io/acme
            --allowed-image-prefixes    | ghcr.io/a:v1   | without tag, digest and scheme
            --allowed-image-prefixes    | https://a.io   | without tag, digest and scheme
            --allowed-volume-types      | NFS            | allowed are awsElasticBlockStore
            --allowed-volume-types      | hostPath       | allowed are aws
            --allowed-gateways          | public         | not a Gateway
            --allowed-gateways          | a/b*           | not a Gateway
            --allowed-gateways          | */public       | not a Gateway
            --prometheus-address        | prometheus:9090| must be
            --prometheus-address        | http://a:b@p   | must be
            --prometheus-auth-modes     | digest         | allowed are bearer, basic, tls or custom
            --prometheus-trigger-authentication | A      | must be a name of at most 253
            --allowed-keda-triggers     | Cron           | not a type of a trigger
            --allowed-keda-triggers     | a*             | not a type of a trigger
            --operator-namespace        | A              | not a namespace
            --operator-pod-labels       | app            | not a label
            --operator-pod-labels       | ''             | must be one or more labels
            --leader-election           | yes            | must be true or false
            --leader-election-namespace | A              | not a namespace
            --management-address        | localhost      | must be an IP address
            --management-address        | 999.1.1.1      | must be an IP address
            --log-format                | xml            | must be text or json
            --reconcile-threads         | 0              | from 1 to 64
            --shutdown-timeout-seconds  | 0              | from 1 to 300
            --cpu-image                 | ''             | must be an image reference
            --hugging-face-endpoint | hub.example.com | must be a URL such as https://hub.example.com
            --s3-endpoint | https://s3.example.com/path | must be a URL such as https://s3.example.com, with http or https, without user, path
            --model-proxy | https://proxy.example.com | must be a URL such as http://proxy.example.com:3128
            --model-ca-file | /nowhere | must be a file with certificates in PEM format
            --image-volumes | maybe | must be auto, true or false
            """)
    void refusesInvalidValues(String flag, String value, String because) {
        assertThat(problems(Map.of(flag, value), NONE))
                .singleElement()
                .asString()
                .contains(flag, value, because);
    }

    @Test
    void refusesUnknownVariablesAndSuggestsTheClosest() {
        assertThat(problems(NONE, Map.of("EMBEDDING_OPERATOR_NAMESPACE", "a", "EMBEDDING_OPERATOR_COLOUR", "b")))
                .containsExactly(
                        "EMBEDDING_OPERATOR_COLOUR=\"b\" is not a setting: unset it",
                        "EMBEDDING_OPERATOR_NAMESPACE=\"a\" is not a setting, did you mean"
                                + " EMBEDDING_OPERATOR_NAMESPACES? Rename or unset it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EMBEDDING_OPERATOR_CACHE", "EMBEDDING_OPERATOR_RUN", "EMBEDDING_OPERATOR_TEST_CLUSTER"})
    void ignoresVariablesOfTheBuild(String variable) throws BadConfigException {
        assertThat(OperatorConfig.read(NONE, Map.of(variable, "x"))).isEqualTo(OperatorConfig.read(NONE, NONE));
    }

    @Test
    void ignoresVariablesOfServiceLinks() throws BadConfigException {
        var links = Map.of(
                "EMBEDDING_OPERATOR_SERVICE_HOST", "10.0.0.1",
                "EMBEDDING_OPERATOR_SERVICE_PORT", "8080",
                "EMBEDDING_OPERATOR_SERVICE_PORT_METRICS", "8080",
                "EMBEDDING_OPERATOR_PORT", "tcp://10.0.0.1:8080",
                "EMBEDDING_OPERATOR_PORT_8080_TCP_ADDR", "10.0.0.1",
                "EMBEDDING_OPERATOR_MANAGEMENT_SERVICE_HOST", "10.0.0.2",
                "EMBEDDING_OPERATOR_MANAGEMENT_PORT", "tcp://10.0.0.2:9090");
        assertThat(OperatorConfig.read(NONE, links).managementPort()).isEqualTo(8080);
    }

    @Test
    void refusesTyposDespiteServiceLinks() {
        assertThat(problems(
                        NONE,
                        Map.of("EMBEDDING_OPERATOR_SERVICE_HOST", "10.0.0.1", "EMBEDDING_OPERATOR_GPU_IMAG", "x:v1")))
                .singleElement()
                .asString()
                .contains("did you mean EMBEDDING_OPERATOR_GPU_IMAGE?");
    }

    @Test
    void usesThePodsNamespaceForLeaderElection() throws IOException, BadConfigException {
        var file = Files.writeString(directory.resolve("namespace"), "operators\n");

        assertThat(OperatorConfig.read(Map.of("--leader-election", "true"), NONE, file)
                        .leaderElectionNamespace())
                .contains("operators");
        assertThat(OperatorConfig.read(
                                Map.of("--leader-election", "true", "--leader-election-namespace", "leases"),
                                NONE,
                                file)
                        .leaderElectionNamespace())
                .contains("leases");
        assertThat(OperatorConfig.read(NONE, NONE, file).leaderElectionNamespace())
                .isEmpty();
    }

    @Test
    void requiresTheLeaderElectionNamespaceOutsideAPod() {
        assertThat(problems(Map.of("--leader-election", "true"), Map.of()))
                .singleElement()
                .asString()
                .contains("--leader-election-namespace", "EMBEDDING_OPERATOR_LEADER_ELECTION_NAMESPACE", "must be set");
    }

    private List<String> problems(Map<String, String> flags, Map<String, String> environment) {
        var nowhere = directory.resolve("nowhere");
        return catchThrowableOfType(BadConfigException.class, () -> OperatorConfig.read(flags, environment, nowhere))
                .problems();
    }
}
