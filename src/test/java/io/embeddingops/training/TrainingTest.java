package io.embeddingops.training;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.embeddingops.EmbeddingOperator;
import io.embeddingops.client.ClusterSerialization;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The operator serves all services of the training API server and logs no warning, which hack/archive.sh requires. */
class TrainingTest {

    private static final String PASSWORD = "training";
    private static final int SERVICES = 3;
    private static final int PATIENCE_SECONDS = 30;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void record() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() throws Exception {
        root.detachAppender(log);
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void allServicesGetAStatusWithoutAWarning(@TempDir Path directory) throws Exception {
        var keyStore = keyStore(directory.resolve("keys"));
        var served = new CountDownLatch(1);
        var port = TrainingApi.listen(vertx, keyStore, PASSWORD, SERVICES, served::countDown)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        try (var client = client(port);
                var operator = EmbeddingOperator.start(
                        OperatorConfig.read(Map.of(), Map.of()), client, new SimpleMeterRegistry(), () -> {})) {
            assertThat(served.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(operator.ready()).isTrue();
            assertThat(List.copyOf(log.list))
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .isEmpty();
        }
    }

    private static KubernetesClient client(int port) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("https://127.0.0.1:" + port)
                        .withTrustCerts(true)
                        .build())
                .withKubernetesSerialization(ClusterSerialization.create(Kinds.all()))
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    private static String keyStore(Path file) throws IOException, InterruptedException {
        var keytool = new ArrayList<String>();
        keytool.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.addAll(List.of("-genkeypair", "-alias", "api", "-keyalg", "EC", "-groupname", "secp256r1"));
        keytool.addAll(List.of("-dname", "CN=training", "-ext", "san=ip:127.0.0.1", "-validity", "2"));
        keytool.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        assertThat(new ProcessBuilder(keytool).start().waitFor()).isZero();
        return file.toString();
    }
}
