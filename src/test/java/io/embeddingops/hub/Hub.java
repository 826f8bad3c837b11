package io.embeddingops.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * A hub like huggingface.co for tests and the demo: {@code Hub --port PORT --models DIR}. DIR/ORG/NAME is the branch main
 * of a repository, DIR/ORG/NAME@REVISION another one. Large files and *.safetensors come from a second host, the CDN, by signed URLs.
 */
public final class Hub implements AutoCloseable {

    private static final Set<String> LOCAL = Set.of("127.0.0.1", "0.0.0.0");

    public final List<Seen> requests = new CopyOnWriteArrayList<>();
    public final Set<String> privateRepos = ConcurrentHashMap.newKeySet();
    public final Set<String> gatedRepos = ConcurrentHashMap.newKeySet();
    /** Tokens, and whether their account has accepted the conditions of gated repositories. */
    public final Map<String, Boolean> tokens = new ConcurrentHashMap<>();
    /** Names in listings: what a file is called instead. */
    public final Map<String, String> renamed = new ConcurrentHashMap<>();

    public volatile Function<Seen, Optional<Fault>> faults = seen -> Optional.empty();
    public volatile int pageSize = 1000;
    /** Part of signed URLs: another one makes all earlier URLs invalid. */
    public volatile String signature = "s1";
    /** Host of the CDN in redirects: not that of the hub. */
    public volatile String cdnHost = "127.0.0.1";
    /** Whether large files come from the CDN. */
    public volatile boolean redirects = true;

    /** Whether ranges are answered with ranges. */
    public volatile boolean ranges = true;

    private final Repositories repositories;
    private final boolean tls;
    private final String host;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer hub;
    private final HttpServer cdn;

    private Hub(Path models, String address, int port, SSLContext tls) throws IOException {
        repositories = new Repositories(models);
        this.tls = tls != null;
        host = LOCAL.contains(address) ? "localhost" : address;
        hub = server(new InetSocketAddress(address, port), tls, exchange -> handle(exchange, false));
        cdn = server(new InetSocketAddress(address, 0), tls, exchange -> handle(exchange, true));
    }

    public static void main(String[] arguments) throws IOException {
        var options = new HashMap<String, String>();
        for (var i = 0; i + 1 < arguments.length; i += 2) options.put(arguments[i], arguments[i + 1]);
        var hub = new Hub(
                Path.of(options.getOrDefault("--models", ".")),
                options.getOrDefault("--address", "127.0.0.1"),
                Integer.parseInt(options.getOrDefault("--port", "0")),
                null);
        hub.cdnHost = options.getOrDefault("--cdn-host", hub.cdnHost);
        var pause = Long.parseLong(options.getOrDefault("--pause-millis", "0"));
        if (pause > 0) hub.faults = seen -> Optional.of(Fault.slow(pause));
        System.out.println(hub.endpoint());
    }

    public static Hub start(Path models) throws IOException {
        return new Hub(models, "127.0.0.1", 0, null);
    }

    /** At an address that others can reach, also for the CDN, whose port is another one. */
    public static Hub start(Path models, String address) throws IOException {
        var hub = new Hub(models, address, 0, null);
        hub.cdnHost = address;
        return hub;
    }

    /** At all addresses of this machine; the CDN remains one at a loopback address. */
    public static Hub startEverywhere(Path models) throws IOException {
        return new Hub(models, "0.0.0.0", 0, null);
    }

    /** With that port, to start again where an earlier one was. */
    public static Hub start(Path models, int port, SSLContext tls) throws IOException {
        return new Hub(models, tls == null ? "127.0.0.1" : "0.0.0.0", port, tls);
    }

    public URI endpoint() {
        return URI.create(
                (tls ? "https://" : "http://") + host + ":" + hub.getAddress().getPort());
    }

    /** The commit that the branch has now. */
    public String commit(String repo, String branch) throws IOException {
        return repositories.tree(repo, branch).orElseThrow().commit();
    }

    /** Moves or makes a branch. */
    public void move(String repo, String branch, Path directory) {
        repositories.move(repo, branch, directory);
    }

    /** Requests for bytes of files. */
    public List<Seen> downloads() {
        return requests.stream()
                .filter(seen -> seen.cdn() || seen.path().contains("/resolve/"))
                .toList();
    }

    @Override
    public void close() {
        hub.stop(0);
        cdn.stop(0);
        threads.shutdownNow();
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private HttpServer server(InetSocketAddress address, SSLContext tls, Handler handler) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var server = tls == null ? HttpServer.create(address, 256) : HttpsServer.create(address, 256);
        if (server instanceof HttpsServer secure) secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", handler::handle);
        server.start();
        return server;
    }

    private void handle(HttpExchange exchange, boolean fromCdn) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var path = exchange.getRequestURI().getRawPath();
            var authorization = headers.getFirst("Authorization");
            var seen = new Seen(
                    fromCdn, exchange.getRequestMethod(), path, headers.getFirst("Range"), authorization != null);
            requests.add(seen);
            var fault = faults.apply(seen).orElse(Fault.cut(-1));
            try {
                if (fault.status() != 0) {
                    fail(exchange, fault, "a fault of the test");
                } else if (fromCdn) {
                    fromCdn(exchange, path, authorization, fault);
                } else {
                    fromHub(exchange, path, Optional.ofNullable(authorization), fault);
                }
            } catch (Failure e) {
                fail(exchange, e.fault, e.getMessage());
            }
        }
    }

    private void fromCdn(HttpExchange exchange, String path, String authorization, Fault fault)
            throws IOException, Failure {
        var blob = repositories.blob(path.substring(path.lastIndexOf('/') + 1));
        if (authorization != null) throw new Failure(400, "", "Only one auth mechanism allowed");
        if (!("Signature=" + signature).equals(exchange.getRequestURI().getRawQuery()) || blob.isEmpty())
            throw new Failure(403, "", "Access denied: the URL has expired");
        FileBody.send(exchange, blob.get(), fault, ranges);
    }

    private void fromHub(HttpExchange exchange, String path, Optional<String> authorization, Fault fault)
            throws IOException, Failure {
        var parts = Arrays.stream(path.substring(1).split("/")).map(Hub::decode).toList();
        var api = path.startsWith("/api/models/");
        var verbs = api ? List.of("revision", "tree") : List.of("resolve");
        var at = api ? 4 : 2;
        while (at > (api ? 2 : 0) && (at >= parts.size() || !verbs.contains(parts.get(at)))) at--;
        var named = verbs.contains(parts.get(at)) && at + 1 < parts.size();
        if (!named && !api) throw new Failure(404, "", "Sorry, we can't find the page you are looking for.");
        var repo = String.join("/", parts.subList(api ? 2 : 0, named ? at : parts.size()));
        var token = authorization.map(header -> header.replaceFirst("Bearer ", ""));
        if (token.isPresent() && !tokens.containsKey(token.get()))
            throw new Failure(401, "", "Invalid credentials in Authorization header");
        if (repositories.tree(repo, "main").isEmpty() || privateRepos.contains(repo) && token.isEmpty())
            throw new Failure(token.isPresent() ? 404 : 401, "RepoNotFound", "Repository not found");
        var revision = named ? parts.get(at + 1) : "main";
        var tree = repositories
                .tree(repo, revision)
                .orElseThrow(() -> new Failure(404, "RevisionNotFound", "Invalid rev id: " + revision));
        exchange.getResponseHeaders().set("X-Repo-Commit", tree.commit());
        if (!api) {
            if (gatedRepos.contains(repo) && !token.map(tokens::get).orElse(false))
                throw new Failure(
                        token.isPresent() ? 403 : 401, "GatedRepo", "Access to model " + repo + " is restricted");
            resolve(exchange, tree, String.join("/", parts.subList(at + 2, parts.size())), fault);
        } else if (named && parts.get(at).equals("tree")) {
            list(exchange, tree);
        } else {
            var siblings = tree.entries().stream()
                    .map(entry -> "{\"rfilename\":" + quote(entry.path()) + "}")
                    .collect(Collectors.joining(","));
            send(
                    exchange,
                    200,
                    "{\"id\":" + quote(repo) + ",\"modelId\":" + quote(repo) + ",\"sha\":" + quote(tree.commit())
                            + ",\"private\":false,\"gated\":false,\"tags\":[],\"downloads\":0,\"siblings\":[" + siblings
                            + "]}");
        }
    }

    private void resolve(HttpExchange exchange, Repositories.Tree tree, String path, Fault fault)
            throws IOException, Failure {
        var entry = tree.entries().stream()
                .filter(found -> found.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new Failure(404, "EntryNotFound", "Entry not found"));
        var headers = exchange.getResponseHeaders();
        headers.set("ETag", "\"" + entry.oid() + "\"");
        if (entry.lfs() && redirects) {
            headers.set("X-Linked-Size", String.valueOf(entry.size()));
            headers.set("X-Linked-Etag", "\"" + entry.sha256() + "\"");
            // the same process, but another host: its name and port differ
            headers.set(
                    "Location",
                    (tls ? "https" : "http") + "://" + cdnHost + ":"
                            + cdn.getAddress().getPort() + "/lfs/" + entry.sha256() + "?Signature=" + signature);
            exchange.sendResponseHeaders(302, -1);
        } else {
            FileBody.send(exchange, entry.file(), fault, ranges);
        }
    }

    private void list(HttpExchange exchange, Repositories.Tree tree) throws IOException {
        var lines = new TreeMap<String, String>();
        for (var entry : tree.entries()) {
            var name = renamed.getOrDefault(entry.path(), entry.path());
            for (var slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                var directory = name.substring(0, slash);
                lines.putIfAbsent(
                        directory,
                        "{\"type\":\"directory\",\"oid\":\"0\",\"size\":0,\"path\":" + quote(directory) + "}");
            }
            lines.put(
                    name,
                    "{\"type\":\"file\",\"oid\":" + quote(entry.oid()) + ",\"size\":" + entry.size() + ",\"path\":"
                            + quote(name)
                            + (entry.lfs()
                                    ? ",\"lfs\":{\"oid\":\"" + entry.sha256() + "\",\"size\":" + entry.size()
                                            + ",\"pointerSize\":134}"
                                    : "")
                            + "}");
        }
        var query = String.valueOf(exchange.getRequestURI().getRawQuery());
        var first = query.contains("cursor=") ? Integer.parseInt(query.replaceFirst(".*cursor=(\\d+).*", "$1")) : 0;
        var all = List.copyOf(lines.values());
        var last = Math.min(all.size(), first + pageSize);
        if (last < all.size())
            exchange.getResponseHeaders()
                    .set(
                            "Link",
                            "<" + endpoint() + exchange.getRequestURI().getRawPath() + "?recursive=true&cursor=" + last
                                    + ">; rel=\"next\"");
        send(exchange, 200, "[" + String.join(",", all.subList(first, last)) + "]");
    }

    private static void fail(HttpExchange exchange, Fault fault, String message) throws IOException {
        fault.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, fault.status(), "{\"error\":" + quote(message) + "}");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) exchange.getResponseBody().write(bytes);
    }

    private static String quote(String text) {
        var quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> quoted.append(
                        c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : String.valueOf((char) c)));
        return quoted.append('"').toString();
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
