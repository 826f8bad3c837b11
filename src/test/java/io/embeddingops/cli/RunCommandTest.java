package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.client.FakeApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {

    @Test
    void refusesBadConfigurationAsAWhole() {
        var run = CommandLineRun.with(
                Map.of("EMBEDDING_OPERATOR_NAMESPACE", "x", "EMBEDDING_OPERATOR_LOG_FORMAT", "xml"),
                "",
                "run",
                "--management-port=http");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("EMBEDDING_OPERATOR_NAMESPACE=\"x\" is not a setting"))
                .anyMatch(line -> line.startsWith("EMBEDDING_OPERATOR_LOG_FORMAT=\"xml\""))
                .anyMatch(line -> line.startsWith("--management-port=\"http\""));
    }

    @Test
    void reportsAnUnreachableApiServer() throws IOException {
        var url = "http://127.0.0.1:" + closedPort() + "/";

        var run = CommandLineRun.with(Map.of(), "", () -> FakeApiServer.client(url), "run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("the API server at " + url + " cannot be reached: ")
                .contains("KUBECONFIG")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"401, credentials", "403, credentials", "503, start again later"})
    void reportsTheResponseOfTheApiServer(int status, String remedy) throws IOException {
        try (var server = FakeApiServer.failing(status)) {
            var run = CommandLineRun.with(Map.of(), "", server::client, "run");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains(server.url(), status + " (the fake says no)", remedy);
        }
    }

    @Test
    void reportsHowToInstallTheCrd() throws IOException {
        try (var server = FakeApiServer.failing(404)) {
            assertMissingCrd(server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"others", "embeddingservices/status"})
    void otherResourcesDoNotCountAsTheCrd(String resource) throws IOException {
        try (var server = FakeApiServer.serving(resource)) {
            assertMissingCrd(server);
        }
    }

    @Test
    void reportsThatThePortIsInUse() throws IOException {
        try (var server = FakeApiServer.serving("embeddingservices");
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var run = CommandLineRun.with(
                    Map.of(),
                    "",
                    server::client,
                    "run",
                    "--management-address=127.0.0.1",
                    "--management-port=" + taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("cannot listen on http://127.0.0.1:" + taken.getLocalPort(), "--management-port");
        }
    }

    private static void assertMissingCrd(FakeApiServer server) {
        var run = CommandLineRun.with(Map.of(), "", server::client, "run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("the CRD embeddingservices.embeddingops.io is not installed")
                .contains("java -jar embedding-operator.jar crds | kubectl apply --server-side -f -");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
