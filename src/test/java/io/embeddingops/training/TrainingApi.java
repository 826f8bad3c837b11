package io.embeddingops.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.util.Optional;

/**
 * An API server over HTTP/2 and TLS, just good enough for the operator to start and to work. All of it runs on one thread,
 * that of Vert.x.
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
     * Runs until it is stopped. Prints its port, and a line each time that all EmbeddingServices have got a status.
     *
     * @param arguments a key store (PKCS 12), its password, and how many EmbeddingServices are new whenever they are listed
     */
    public static void main(String[] arguments) {
        var api = new TrainingApi(
                new TrainingObjects(Integer.parseInt(arguments[2]), () -> System.out.println("served")));
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions().setPath(arguments[0]).setPassword(arguments[1]));
        Vertx.vertx()
                .createHttpServer(options)
                .requestHandler(api::answer)
                .listen()
                .onSuccess(server -> System.out.println(server.actualPort()))
                .onFailure(cause -> {
                    cause.printStackTrace();
                    System.exit(1);
                });
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
        } else if (!TrainingObjects.knows(last)) {
            request.response().setStatusCode(404);
            respond(request, NOT_FOUND);
        } else if ("true".equals(request.getParam("watch"))) {
            watch(request, last);
        } else {
            respond(request, objects.list(last).toString());
        }
    }

    private void watch(HttpServerRequest request, String plural) {
        var response = request.response().setChunked(true).putHeader("Content-Type", "application/json");
        response.writeHead();
        var since = Optional.ofNullable(request.getParam("resourceVersion")).map(Long::valueOf);
        objects.watch(plural, since.orElse(0L), event -> write(request, event));
    }

    private static void write(HttpServerRequest request, ObjectNode event) {
        if (!request.response().closed()) {
            request.response().write(event + "\n");
        }
    }

    private static void respond(HttpServerRequest request, String body) {
        request.response().putHeader("Content-Type", "application/json").end(body);
    }
}
