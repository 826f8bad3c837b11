package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.management.Health;
import io.embeddingops.management.ManagementServer;
import io.embeddingops.management.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyCommandTest {

    @Test
    void reportsThatTheOperatorIsReady() throws IOException {
        var run = runAgainst(Health.good("ready"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("ready\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void reportsWhyTheOperatorIsNotReady() throws IOException {
        var run = runAgainst(Health.bad("not ready: stopping"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("not ready: stopping\n");
    }

    @Test
    void reportsThatTheOperatorDoesNotAnswer() {
        var run = CommandLineRun.of("ready", "http://127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("http://127.0.0.1:1 does not answer: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "http://host:8080/readyz", "ftp://host", "http://"})
    void requiresAnAddress(String url) {
        var run = CommandLineRun.of("ready", url);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("http://host:8080");
    }

    private static CommandLineRun runAgainst(Health readiness) throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var metrics = new Metrics("1");
                var server = ManagementServer.start(any, () -> readiness, () -> readiness, metrics.registry())) {
            return CommandLineRun.of(
                    "ready", "http://127.0.0.1:" + server.address().getPort());
        }
    }
}
