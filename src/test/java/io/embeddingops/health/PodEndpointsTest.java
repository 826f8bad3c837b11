package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.config.ProbeVia;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.Expectations;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connects to pods with addresses of both IP versions. */
class PodEndpointsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aPodIsReachedAtItsAddress(String address) throws EndpointException, SocketException, UnknownHostException {
        Assumptions.assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null);
        try (var server = ScriptedServer.of(ScriptedModel.usual());
                var client = new KubernetesClientBuilder().build()) {
            var target = new Target(
                    new ServiceKey("ai", "tiny"),
                    "tiny-1",
                    "uid",
                    "1",
                    address,
                    server.base().port(),
                    "m",
                    List.of(),
                    TargetAccess.OPEN,
                    Expectations.NONE,
                    Duration.ofHours(1),
                    false);
            var endpoint = PodEndpoints.of(ProbeVia.DIRECT, client).of(target).endpoint();
            assertThat(endpoint.embed(List.of("a"), OptionalInt.empty())).hasSize(1);
            assertThat(endpoint).asString().contains(address.contains(":") ? "http://[::1]:" : "http://127.0.0.1:");
        }
    }
}
