package io.embeddingops.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** An HTTP client that resolves the cluster's Service names, opens a new connection for each request and never retries. */
final class EmbeddingClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final OkHttpClient http;

    /** Creates a client with that read timeout. */
    EmbeddingClient(KubernetesClient cluster, Duration timeout) {
        this(inCluster(cluster), timeout);
    }

    private EmbeddingClient(Dns dns, Duration timeout) {
        http = new OkHttpClient.Builder()
                .dns(dns)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
                .retryOnConnectionFailure(false)
                .connectTimeout(CONNECT)
                .readTimeout(timeout)
                .build();
    }

    /** A client on this machine, for which every host name is this machine's. */
    static EmbeddingClient outside(Duration timeout) {
        return new EmbeddingClient(host -> List.of(InetAddress.getLoopbackAddress()), timeout);
    }

    private static Dns inCluster(KubernetesClient cluster) {
        var addresses = new ConcurrentHashMap<String, String>();
        return host ->
                List.of(InetAddress.getByName(addresses.computeIfAbsent(host, name -> clusterIp(cluster, name))));
    }

    private EmbeddingClient(OkHttpClient http) {
        this.http = http;
    }

    /** The same client with that header in each request. */
    EmbeddingClient withAuthorization(String header) {
        return new EmbeddingClient(http.newBuilder()
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", header)
                        .build()))
                .build());
    }

    /** The same client, which keeps connections: without a pause between requests, new ones would use up the ports. */
    EmbeddingClient keepingConnections() {
        return new EmbeddingClient(
                http.newBuilder().connectionPool(new ConnectionPool()).build());
    }

    /** The same client for servers with certificates of that authority. */
    EmbeddingClient trusting(CertificateAuthority authority) {
        var trust = authority.trustManager();
        return new EmbeddingClient(http.newBuilder()
                .sslSocketFactory(CertificateAuthority.sockets(trust), trust)
                .build());
    }

    /** A response with its JSON body; null if the body is not JSON. */
    record Answer(int status, JsonNode body) {}

    /** The same URL with an address, which needs no cluster DNS. */
    String resolved(String url) {
        var parsed = HttpUrl.get(url);
        try {
            var address = http.dns().lookup(parsed.host()).get(0);
            return parsed.newBuilder().host(address.getHostAddress()).build().toString();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer get(String url) {
        return send(new Request.Builder().url(url).build());
    }

    /** Sends a request that asks for the vector of a text, unless the method takes no body. */
    Answer request(String method, String url, String model) {
        try {
            var body = RequestBody.create(
                    JSON.writeValueAsBytes(Map.of("model", model, "input", "a text")),
                    MediaType.get("application/json"));
            return send(new Request.Builder()
                    .url(url)
                    .method(method, method.equals("GET") ? null : body)
                    .build());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The body of a successful response that is not JSON. */
    String text(String url) {
        try (var response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            if (!response.isSuccessful()) {
                throw new AssertionError(url + " responded with " + response.code());
            }
            return response.body().string();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The certificate of the server of that URL. */
    X509Certificate certificate(String url) {
        try (var response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            return (X509Certificate) response.handshake().peerCertificates().get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer post(String url, Map<String, ?> body) {
        try {
            var json = RequestBody.create(JSON.writeValueAsBytes(body), MediaType.get("application/json"));
            return send(new Request.Builder().url(url).post(json).build());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The vectors of those texts. */
    List<double[]> embed(String baseUrl, String model, List<String> texts) {
        var answer = post(baseUrl + "/embeddings", Map.of("model", model, "input", texts));
        if (answer.status() != 200) {
            throw new AssertionError("/embeddings responded with " + answer);
        }
        return StreamSupport.stream(answer.body().get("data").spliterator(), false)
                .map(item -> StreamSupport.stream(item.get("embedding").spliterator(), false)
                        .mapToDouble(JsonNode::doubleValue)
                        .toArray())
                .toList();
    }

    private Answer send(Request request) {
        try (var response = http.newCall(request).execute()) {
            var text = response.body().string();
            return new Answer(response.code(), text.startsWith("{") ? JSON.readTree(text) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address that the cluster's DNS would return for {@code name.namespace.svc}. */
    static String clusterIp(KubernetesClient cluster, String host) {
        var labels = host.split("\\.");
        if (labels.length != 3 || !labels[2].equals("svc")) {
            throw new UncheckedIOException(new UnknownHostException(host));
        }
        return cluster.services()
                .inNamespace(labels[1])
                .withName(labels[0])
                .get()
                .getSpec()
                .getClusterIP();
    }
}
