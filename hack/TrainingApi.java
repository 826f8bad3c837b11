import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An API server with one EmbeddingService, just good enough for the operator to start and to work, and to find what it has
 * made when it starts again: so that a class archive holds the classes that this takes. Run by hack/archive.sh from its source,
 * with the operator's jar for its JSON, a key store and its password; prints its port.
 */
class TrainingApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DISCOVERY = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "embeddingops.io/v1alpha1", "resources":
             [{"name": "embeddingservices", "kind": "EmbeddingService", "namespaced": true, "verbs": ["get", "list", "watch"]}]}
            """;
    private static final String SERVICE = """
            {"apiVersion": "embeddingops.io/v1alpha1", "kind": "EmbeddingService",
             "metadata": {"name": "a", "namespace": "b", "uid": "of-embeddingservices", "generation": 1, "resourceVersion": "1"},
             "spec": {"model": {"path": "/models/a"}}}
            """;

    private static final Map<String, Kind> KINDS = Map.of(
            "embeddingservices", new Kind("embeddingops.io/v1alpha1", "EmbeddingService"),
            "deployments", new Kind("apps/v1", "Deployment"),
            "services", new Kind("v1", "Service"),
            "pods", new Kind("v1", "Pod"),
            "configmaps", new Kind("v1", "ConfigMap"),
            "events", new Kind("v1", "Event"));

    private record Kind(String version, String name) {}

    /** What there is, by the plural of its kind. */
    private static final Map<String, ObjectNode> OBJECTS = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        OBJECTS.put("embeddingservices", (ObjectNode) JSON.readTree(SERVICE));
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
        var path = exchange.getRequestURI().getPath().split("/");
        var last = path[path.length - 1];
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
            if (exchange.getRequestMethod().equals("PATCH")) {
                var status = last.equals("status");
                var plural = path[path.length - (status ? 3 : 2)];
                respond(exchange, 200, apply(plural, (ObjectNode) JSON.readTree(sent), status).toString());
            } else if (!exchange.getRequestMethod().equals("GET")) {
                respond(exchange, 200, sent);
            } else if (last.equals("v1alpha1")) {
                respond(exchange, 200, DISCOVERY);
            } else if (KINDS.containsKey(last)) {
                respond(exchange, 200, list(KINDS.get(last), last));
            } else {
                respond(exchange, 404, "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": 404}");
            }
        }
    }

    /** The object as the API server would answer it, as far as the operator looks at it. */
    private static ObjectNode apply(String plural, ObjectNode applied, boolean status) {
        var object = status ? OBJECTS.get(plural) : applied;
        if (status) {
            object.set("status", applied.get("status"));
        }
        var metadata = (ObjectNode) object.get("metadata");
        metadata.put("uid", "of-" + plural).put("resourceVersion", status ? "2" : "1").put("generation", 1);
        metadata.put("creationTimestamp", Instant.now().toString()).putArray("managedFields").addObject()
                .put("manager", "embedding-operator").put("operation", "Apply").put("apiVersion", "v1")
                .put("fieldsType", "FieldsV1")
                .set("fieldsV1", fields(withoutItsName(applied)));
        OBJECTS.put(plural, object);
        return object;
    }

    /** Without what names the object, which nobody manages. */
    private static ObjectNode withoutItsName(ObjectNode object) {
        var rest = object.deepCopy();
        rest.remove(List.of("apiVersion", "kind"));
        ((ObjectNode) rest.get("metadata")).retain("labels", "annotations", "ownerReferences");
        return rest;
    }

    /** What managedFields says of an object that was applied; lists have keys if their items have names. */
    private static ObjectNode fields(JsonNode value) {
        var fields = JSON.createObjectNode();
        if (value.isObject()) {
            value.properties().forEach(field -> fields.set("f:" + field.getKey(), fields(field.getValue())));
        } else if (value.isArray() && value.size() > 0 && value.get(0).has("name")) {
            value.forEach(item -> fields.set("k:{\"name\":" + item.get("name") + "}", fields(item)));
        }
        return fields;
    }

    private static String list(Kind kind, String plural) {
        return "{\"apiVersion\": \"%s\", \"kind\": \"%sList\", \"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}"
                .formatted(kind.version(), kind.name(), OBJECTS.containsKey(plural) ? OBJECTS.get(plural) : "");
    }

    private static void respond(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
