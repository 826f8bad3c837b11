package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.config.ProbeVia;
import io.embeddingops.fixtures.MockCluster;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.fixtures.SelfSigned;
import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Suite;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers with API keys and certificates. */
class ProtectedServerTest {

    private static final String HOST = "tiny.ai.svc";
    private static final TargetAccess KEYS = new TargetAccess(Optional.of("keys"), Optional.empty());
    private static final TargetAccess TLS = new TargetAccess(Optional.empty(), Optional.of("cert"));
    private static final TargetAccess BOTH = new TargetAccess(Optional.of("keys"), Optional.of("cert"));

    @RegisterExtension
    final MockCluster cluster = new MockCluster();

    @TempDir
    Path directory;

    private ScriptedServer server = ScriptedServer.of(ScriptedModel.usual());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void firstKeyOfTheSecretIsSent() {
        server.withKeys(Set.of("k1", "k2"));
        secret("keys", Map.of("b", "k2", "a", " k1\n", "0", "  "));
        var report = verify(KEYS);
        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.has(Problem.API_KEYS_NOT_CHECKED)).isFalse();
        assertThat(server.seen())
                .filteredOn(seen -> !seen.authorization().isEmpty())
                .hasSizeGreaterThan(5)
                .allMatch(seen -> seen.authorization().equals("Bearer k1"));
    }

    @Test
    void missingSecretMeansThatNobodyHasAKey() {
        assertProblem(verify(KEYS), Problem.NO_API_KEYS, "Secret keys (spec.access.apiKeySecret) is missing");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void secretWithBlankValuesHasNoKey() {
        secret("keys", Map.of("a", " \n"));
        assertProblem(verify(KEYS), Problem.NO_API_KEYS, "has no value");
    }

    @Test
    void keysThatMayNotBeReadAreReportedWithThePermission() {
        server.withKeys(Set.of("k1"));
        cluster.refuseReads("secrets", 403, "forbidden");
        assertProblem(verify(KEYS), Problem.API_KEYS_UNREADABLE, "Secret keys", "rbac.readApiKeys");
        assertThat(server.seen()).extracting(ScriptedServer.Seen::request).containsExactly("GET /v1/models");
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void closedServerIsRecognizedWithoutPermission() {
        server.withKeys(Set.of());
        cluster.refuseReads("secrets", 403, "forbidden");
        assertThat(verify(KEYS).has(Problem.NO_API_KEYS)).isTrue();
    }

    @Test
    void serverIsAskedWhetherItIsClosedWithoutReadingSecrets() {
        cluster.refuseReads("secrets", 500, "never read");
        var endpoints = PodEndpoints.of(ProbeVia.DIRECT, cluster.operatorClient());
        server.withKeys(Set.of("k1"));
        assertThat(endpoints.closed(target(KEYS))).isFalse();
        server.withKeys(Set.of());
        assertThat(endpoints.closed(target(KEYS))).isTrue();
    }

    @Test
    void serverThatNeedsNoKeyIsMisconfigured() {
        secret("keys", Map.of("a", "k1"));
        assertThat(verify(KEYS).has(Problem.API_KEYS_NOT_CHECKED)).isTrue();
        cluster.refuseReads("secrets", 403, "forbidden");
        var report = verify(KEYS);
        assertThat(report.has(Problem.API_KEYS_NOT_CHECKED)).isTrue();
        assertThat(report.misconfigured()).isTrue();
    }

    @Test
    void wrongKeyIsUnauthorizedAndNoMessageHasIt() {
        server.withKeys(Set.of("other"));
        secret("keys", Map.of("a", "sesame-sesame"));
        var report = verify(KEYS);
        assertProblem(report, Problem.UNAUTHORIZED, "401");
        assertThat(report.toString()).doesNotContain("sesame");
    }

    @Test
    void outageOfTheApiServerSaysNothingAboutKeys() {
        cluster.refuseReads("secrets", 500, "sesame");
        assertProblem(verify(KEYS), Problem.UNREACHABLE, "Secret keys cannot be read", "500");
    }

    @Test
    void certificateIsVerifiedWithTheCaOfTheSecret() throws Exception {
        var certificate = tls(HOST);
        secret("cert", Map.of("ca.crt", certificate.pem(), "tls.crt", "x"));
        secret("keys", Map.of("a", "k1"));
        server.withKeys(Set.of("k1"));
        assertThat(verify(BOTH).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(connect(BOTH).ca()).contains(certificate.pem());
    }

    @Test
    void certificateItselfIsTrustedWithoutACa() throws Exception {
        secret("cert", Map.of("tls.crt", tls(HOST).pem()));
        assertThat(verify(TLS).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(connect(TLS).ca()).isEmpty();
    }

    @Test
    void certificateForAnotherNameGetsNoKey() throws Exception {
        secret("cert", Map.of("ca.crt", tls("other.ai.svc").pem()));
        secret("keys", Map.of("a", "k1"));
        assertProblem(verify(BOTH), Problem.UNREACHABLE, "TLS failed");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void certificateOfAnotherCaGetsNoKey() throws Exception {
        secret("cert", Map.of("ca.crt", tls(HOST).pem()));
        server.close();
        var other = Path.of(directory.toString(), "other");
        assertThat(other.toFile().mkdir()).isTrue();
        server = ScriptedServer.https(SelfSigned.of(HOST, other).context(), ScriptedModel.usual());
        secret("keys", Map.of("a", "k1"));
        assertProblem(verify(BOTH), Problem.UNREACHABLE, "TLS failed");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void unreadableCertificateIsNotVerifiedAndGetsNoKey() throws Exception {
        tls("other.ai.svc");
        server.withKeys(Set.of("k1"));
        secret("keys", Map.of("a", "k1"));
        cluster.refuseReads("secrets/cert", 403, "forbidden");
        assertProblem(verify(BOTH), Problem.API_KEYS_UNREADABLE, "Secret cert", "rbac.readApiKeys");
        assertThat(server.seen()).allMatch(seen -> seen.authorization().isEmpty());
    }

    @Test
    void serverWithoutKeysIsVerifiedOverAnUnverifiedConnection() throws Exception {
        tls("other.ai.svc");
        cluster.refuseReads("secrets", 403, "forbidden");
        assertThat(verify(TLS).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void secretWithoutCertificatesIsNamed() {
        secret("cert", Map.of("ca.crt", "nonsense"));
        assertProblem(verify(TLS), Problem.UNREACHABLE, "Secret cert (spec.access.tls.secretName)", "PEM");
    }

    @Test
    void contentsOfSecretsAreInNoText() {
        var content = new SecretContent.Found(Map.of("a", "sesame".getBytes(StandardCharsets.UTF_8)));
        assertThat(content).asString().doesNotContain("sesame");
        assertThat(content.firstKey()).contains("sesame");
    }

    @Test
    void portThroughTheApiServerSaysThatItIsTls() {
        var channel = PodChannel.of(ProbeVia.PROXY, cluster.client(), Duration.ofSeconds(5));
        assertThat(channel.root().apply(target(BOTH).podPort()).encodedPath())
                .contains("/pods/https:tiny-1:" + server.port() + "/proxy");
    }

    private SelfSigned tls(String host) throws Exception {
        var certificate = SelfSigned.of(host, directory);
        server.close();
        server = ScriptedServer.https(certificate.context(), ScriptedModel.usual());
        return certificate;
    }

    private void secret(String name, Map<String, String> entries) {
        var data = new TreeMap<String, String>();
        entries.forEach((key, value) ->
                data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("ai")
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }

    private Report verify(TargetAccess access) {
        return Suite.run(connect(access).endpoint(), List.of(), Expectations.NONE);
    }

    private Connection connect(TargetAccess access) {
        return PodEndpoints.of(ProbeVia.DIRECT, cluster.operatorClient()).of(target(access));
    }

    private Target target(TargetAccess access) {
        return new Target(
                new ServiceKey("ai", "tiny"),
                "tiny-1",
                "uid",
                "1",
                "127.0.0.1",
                server.port(),
                "m",
                List.of(),
                access,
                Expectations.NONE,
                Duration.ofHours(1),
                false);
    }

    private static void assertProblem(Report report, Problem problem, String... parts) {
        assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(report.findings())
                .filteredOn(finding -> finding.problem() == problem)
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains(parts);
    }
}
