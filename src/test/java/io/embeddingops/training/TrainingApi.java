package io.embeddingops.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PfxOptions;
import java.util.Optional;

/**
 * A minimal API server over TLS, with HTTP/2 and watches over WebSockets, which is sufficient for the operator. It runs on
 * one Vert.x thread.
 */
final class TrainingApi {

    private static final String DISCOVERY = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "embeddingops.io/v1alpha1", "resources":
             [{"name": "embeddingservices", "kind": "EmbeddingService", "namespaced": true, "verbs": ["get", "list", "watch"]}]}
            """;
    private static final String NOT_FOUND =
            "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": 404}";

    private final TrainingObjects objects;

    private TrainingApi(TrainingObjects objects) {
        this.objects = objects;
    }

    /**
     * Runs until it is stopped. Prints its port, and a line each time all EmbeddingServices have a status.
     *
     * @param arguments a key store (PKCS 12), its password, and how many EmbeddingServices each list adds
     */
    public static void main(String[] arguments) {
        var vertx = Vertx.vertx();
        listen(vertx, arguments[0], arguments[1], Integer.parseInt(arguments[2]), () -> System.out.println("served"))
                .onSuccess(System.out::println)
                .onFailure(cause -> {
                    cause.printStackTrace();
                    System.exit(1);
                });
    }

    /**
     * Listens on a free port of the loopback interface.
     *
     * @param keyStore in the format PKCS 12
     * @param atOnce how many EmbeddingServices each list adds
     * @param whenServed runs each time all of them have a status
     * @return the port
     */
    static Future<Integer> listen(Vertx vertx, String keyStore, String password, int atOnce, Runnable whenServed) {
        var api = new TrainingApi(new TrainingObjects(atOnce, whenServed));
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions().setPath(keyStore).setPassword(password));
        return vertx.createHttpServer(options)
                .requestHandler(api::answer)
                .listen()
                .map(HttpServer::actualPort);
    }

    private void answer(HttpServerRequest request) {
        var path = request.path().split("/");
        var last = path[path.length - 1];
        if (request.method() == HttpMethod.PATCH) {
            var ofStatus = last.equals("status");
            var plural = path[path.length - (ofStatus ? 3 : 2)];
            request.body()
                    .onSuccess(sent -> respond(
                            request,
                            objects.apply(plural, Json.read(sent.getBytes()), ofStatus)
                                    .toString()));
        } else if (request.method() != HttpMethod.GET) {
            request.body().onSuccess(sent -> respond(request, sent.toString()));
        } else if (last.equals("v1alpha1")) {
            respond(request, DISCOVERY);
        } else if (!TrainingObjects.hasKind(last)) {
            request.response().setStatusCode(404);
            respond(request, NOT_FOUND);
        } else if ("true".equals(request.getParam("watch"))) {
            watch(request, last);
        } else {
            respond(request, objects.list(last).toString());
        }
    }

    private void watch(HttpServerRequest request, String plural) {
        var since = Optional.ofNullable(request.getParam("resourceVersion")).map(Long::valueOf);
        request.toWebSocket()
                .onSuccess(socket -> objects.watch(plural, since.orElse(0L), event -> write(socket, event)));
    }

    private static void write(ServerWebSocket socket, ObjectNode event) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(event.toString());
        }
    }

    private static void respond(HttpServerRequest request, String body) {
        request.response().putHeader("Content-Type", "application/json").end(body);
    }
}
