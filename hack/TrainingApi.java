import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An API server with one EmbeddingService, just good enough for the operator to start and to work once: so that a
 * class archive holds the classes that a start needs. Run by hack/archive.sh from its source, with a key store and its password; prints its port.
 */
class TrainingApi {

    private static final String META = "\"metadata\": {\"resourceVersion\": \"1\"}";
    private static final String DISCOVERY = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "embeddingops.io/v1alpha1", "resources":
             [{"name": "embeddingservices", "kind": "EmbeddingService", "namespaced": true, "verbs": ["get", "list", "watch"]}]}
            """;
    private static final String SERVICE = """
            {"apiVersion": "embeddingops.io/v1alpha1", "kind": "EmbeddingService",
             "metadata": {"name": "a", "namespace": "b", "uid": "u", "generation": 1, "resourceVersion": "1"},
             "spec": {"model": {"path": "/models/a"}}}
            """;

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        var server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys(Path.of(arguments[0]), arguments[1].toCharArray())));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", TrainingApi::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static SSLContext keys(Path file, char[] password) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        if (query.contains("watch=true")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                exchange.close();   // no WebSocket: the client comes back without
            }
            return;   // and nothing ever happens
        }
        try (exchange) {
            var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!exchange.getRequestMethod().equals("GET")) {
                respond(exchange, 200, sent);
            } else if (path.endsWith("/v1alpha1")) {
                respond(exchange, 200, DISCOVERY);
            } else if (path.endsWith("/embeddingservices")) {
                respond(exchange, 200, list("embeddingops.io/v1alpha1", "EmbeddingServiceList", SERVICE));
            } else if (path.endsWith("/deployments")) {
                respond(exchange, 200, list("apps/v1", "DeploymentList", ""));
            } else if (path.matches(".*/(services|pods|configmaps|events)")) {
                var kind = path.substring(path.lastIndexOf('/') + 1);
                var name = kind.equals("configmaps") ? "ConfigMap" : kind.substring(0, 1).toUpperCase()
                        + kind.substring(1, kind.length() - 1);
                respond(exchange, 200, list("v1", name + "List", ""));
            } else {
                respond(exchange, 404, "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": 404}");
            }
        }
    }

    private static String list(String version, String kind, String items) {
        return "{\"apiVersion\": \"%s\", \"kind\": \"%s\", %s, \"items\": [%s]}".formatted(version, kind, META, items);
    }

    private static void respond(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
