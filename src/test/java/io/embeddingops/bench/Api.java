package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A client without models of the objects, to keep the cost of the driver low. */
final class Api implements AutoCloseable {

    private static final int IN_FLIGHT = 16;
    private static final int TIMEOUT_MILLISECONDS = 60_000;
    private static final String JSON = "application/json";
    private static final String METADATA_ONLY =
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    private final KubernetesClient client;
    private final HttpClient http;
    private final String server;
    private final Semaphore slots = new Semaphore(IN_FLIGHT);

    private Api(KubernetesClient client) {
        this.client = client;
        this.http = client.getHttpClient();
        this.server = client.getMasterUrl().toString().replaceAll("/$", "");
    }

    static Api of(Path kubeconfig) {
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestTimeout(TIMEOUT_MILLISECONDS);
        config.setUserAgent("embedding-operator-bench");
        config.setMaxConcurrentRequests(IN_FLIGHT * 2);
        config.setMaxConcurrentRequestsPerHost(IN_FLIGHT * 2);
        return new Api(new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build());
    }

    KubernetesClient client() {
        return client;
    }

    /** Sends the request once fewer than 16 requests are pending. */
    CompletableFuture<JsonNode> post(String path, String object) {
        return send("POST", path, JSON, object);
    }

    /** Sends the request once fewer than 16 requests are pending. */
    CompletableFuture<JsonNode> mergePatch(String path, String patch) {
        return send("PATCH", path, "application/merge-patch+json", patch);
    }

    CompletableFuture<JsonNode> delete(String path) {
        return send("DELETE", path, JSON, "{}");
    }

    JsonNode get(String path) {
        return answered("GET " + path, request(path).build()).join();
    }

    JsonNode listMetadata(String path) {
        var request = request(path).setHeader("Accept", METADATA_ONLY.substring(METADATA_ONLY.indexOf(',') + 1));
        return answered("GET " + path, request.build()).join();
    }

    /**
     * Receives all changes of those objects from now on, in order.
     *
     * @param metadataOnly whether to receive only their metadata
     */
    Watch watch(String path, boolean metadataOnly, Consumer<JsonNode> listener) {
        var start =
                listMetadata(path + "?limit=1").at("/metadata/resourceVersion").asText();
        return new Watch(
                http,
                version -> request(path + "?watch=true&resourceVersion=" + version + "&timeoutSeconds=86400")
                        .setHeader(
                                "Accept", metadataOnly ? METADATA_ONLY.substring(0, METADATA_ONLY.indexOf(',')) : JSON)
                        .forStreaming()
                        .build(),
                start,
                listener);
    }

    private CompletableFuture<JsonNode> send(String method, String path, String contentType, String body) {
        slots.acquireUninterruptibly();
        var request = request(path).method(method, contentType, body).build();
        return answered(method + " " + path, request).whenComplete((answer, failure) -> slots.release());
    }

    private HttpRequest.Builder request(String path) {
        return http.newHttpRequestBuilder().uri(server + path);
    }

    private CompletableFuture<JsonNode> answered(String what, HttpRequest request) {
        return http.sendAsync(request, byte[].class).thenApply(response -> {
            if (!response.isSuccessful()) {
                throw new IllegalStateException(
                        what + " failed with status " + response.code() + ": " + new String(response.body()));
            }
            return Json.tree(response.body());
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
