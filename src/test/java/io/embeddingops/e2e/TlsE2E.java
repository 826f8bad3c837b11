package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service with TLS, whose certificate is renewed while it is used. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
class TlsE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration FOUND = Pace.of(60);

    /** Promised in the description of spec.access.tls.secretName. */
    private static final Duration EFFECTIVE = Duration.ofSeconds(90);

    private static Tenant tenant;
    private static CertificateAuthority authority;
    private static ServiceSecret secret;
    private static LiveService service;
    private static EmbeddingClient client;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        tenant = new Tenant(controlPlane)
                .startOperator(
                        "--allowed-host-paths", SglangService.allowedHostPaths(), "--allowed-secrets", "certificate");
        authority = CertificateAuthority.create();
        secret = ServiceSecret.create(tenant, "certificate", "kubernetes.io/tls", certificate(1));
        service =
                LiveService.create(tenant, "encrypted", SglangService.TINY, "access: {tls: {secretName: certificate}}");
        client = new EmbeddingClient(tenant.client(), Pace.of(60)).trusting(authority);
        service.awaitReady(START);
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
    }

    @Test
    void onlyHttpsIsServed() {
        assertThat(service.url()).startsWith("https://encrypted." + tenant.namespace() + ".svc:");
        assertThat(client.get(service.url() + "/models").status()).isEqualTo(200);
        var plain = service.url().replaceFirst("^https", "http") + "/models";
        assertThatThrownBy(() -> client.get(plain)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void serviceIsVerified() {
        service.awaitVerified(FOUND);
    }

    @Test
    void renewedCertificateIsServedWithoutAFailedRequest() {
        var pod = service.pod().getMetadata().getUid();
        var serial = serial() + 1;
        try (var load = new ConstantLoad(client, service.url())) {
            secret.write(certificate(serial));
            var renewed = Instant.now();
            Tenant.within(EFFECTIVE, () -> assertThat(serial()).isEqualTo(serial));
            System.err.println("the certificate was served after "
                    + Duration.between(renewed, Instant.now()).toSeconds() + " s");
            load.end();
            assertThat(load.failures()).isEmpty();
            assertThat(load.sent()).isPositive();
        }
        assertThat(service.pod().getMetadata().getUid()).isEqualTo(pod);
        assertThat(service.server().getRestartCount()).isZero();
        assertThat(service.ready().status()).isEqualTo(Condition.TRUE);
    }

    private static int serial() {
        return client.certificate(service.url() + "/models").getSerialNumber().intValueExact();
    }

    private static Map<String, String> certificate(int serial) {
        var domain = tenant.namespace() + ".svc";
        return authority.issue(serial, "encrypted." + domain, "*." + domain);
    }
}
