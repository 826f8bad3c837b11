package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that applications use get the vectors with nothing but the ConfigMap NAME-client and a key. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
class ClientsE2E {

    private static final Duration START = Pace.of(180);
    private static final String[] TEXTS = {"How do I reset my password?", "Bees make honey."};
    private static final String KEY = "sk-only-for-this-test";
    private static final double SAME = 0.999;

    private static Tenant tenant;
    private static Map<String, String> settings;
    private static List<double[]> expected;
    private static Clients clients;

    @BeforeAll
    static void service(ControlPlane controlPlane) throws IOException {
        tenant = new Tenant(controlPlane)
                .startOperator(
                        "--allowed-host-paths",
                        SglangService.allowedHostPaths(),
                        "--allowed-secrets",
                        "keys,certificate",
                        // through the API server the operator can send no key
                        "--probe-via",
                        "direct");
        var authority = CertificateAuthority.create();
        ServiceSecret.create(tenant, "keys", "Opaque", Map.of("team-a", KEY));
        ServiceSecret.create(
                tenant,
                "certificate",
                "kubernetes.io/tls",
                authority.issue(1, "shared." + tenant.namespace() + ".svc"));
        var service = LiveService.create(
                tenant,
                "shared",
                SglangService.MINILM,
                "access: {apiKeySecret: {name: keys}, tls: {secretName: certificate}}");
        service.awaitReady(START);
        settings = environment(service);
        expected = new EmbeddingClient(tenant.client(), Pace.of(60))
                .trusting(authority)
                .withAuthorization("Bearer " + KEY)
                .embed(service.url(), SglangService.MINILM, List.of(TEXTS));
        clients = new Clients(tenant.client());
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Clients.Client.class)
    void clientGetsTheVectors(Clients.Client client) {
        var vectors = clients.embed(client, settings, TEXTS);
        assertThat(vectors).hasSameSizeAs(expected);
        for (var i = 0; i < expected.size(); i++) {
            assertThat(vectors.get(i)).hasSize(Integer.parseInt(settings.get("EMBEDDING_DIMENSIONS")));
            assertThat(Vectors.cosine(vectors.get(i), expected.get(i))).isGreaterThan(SAME);
        }
    }

    @ParameterizedTest
    @EnumSource(Clients.Client.class)
    void wrongKeyIsAnError(Clients.Client client) {
        var wrong = new HashMap<>(settings);
        wrong.put("OPENAI_API_KEY", "another");
        assertThatThrownBy(() -> clients.embed(client, wrong, TEXTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("API key");
    }

    /** What a container has with {@code envFrom} of the ConfigMap and a variable of the key. */
    private static Map<String, String> environment(LiveService service) throws IOException {
        Tenant.within(
                START, () -> assertThat(service.resource().getStatus().client()).isNotNull());
        var name = service.resource().getStatus().client().configMapName();
        assertThat(name).isEqualTo("shared-client");
        var data = tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName(name)
                .get()
                .getData();
        assertThat(data)
                .containsKeys("OPENAI_BASE_URL", "EMBEDDING_MODEL", "EMBEDDING_VECTOR_SPACE", "ca.crt")
                .containsEntry("EMBEDDING_DIMENSIONS", "384");
        var environment = new HashMap<>(data);
        environment.put("OPENAI_API_KEY", KEY);
        environment.put(
                "SSL_CERT_FILE",
                Files.writeString(
                                Files.createTempFile(Path.of("target").toAbsolutePath(), "ca-", ".crt"),
                                environment.remove("ca.crt"))
                        .toString());
        return environment;
    }
}
