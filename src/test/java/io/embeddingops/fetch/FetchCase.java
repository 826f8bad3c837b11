package io.embeddingops.fetch;

import io.embeddingops.fetch.store.ModelStore;
import io.embeddingops.fetch.store.StoreTimes;
import io.embeddingops.hub.Hub;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.Selection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/** A download from a test hub, with short pauses and small chunks. */
final class FetchCase {

    static final int CHUNK = 64 << 10;

    static final DownloadPolicy POLICY = new DownloadPolicy(
            8, CHUNK, Duration.ofMillis(4), Duration.ofMillis(20), Duration.ofMillis(1500), Duration.ofSeconds(5));

    private static final Duration STALL = Duration.ofSeconds(1);

    private final URI endpoint;
    private final Path cache;
    private String revision = "main";
    private Optional<String> token = Optional.empty();
    private Selection selection = Selection.DEFAULT;
    private Optional<String> pinned = Optional.empty();
    private List<Path> caFiles = List.of();
    private Optional<HttpUrl> proxy = Optional.empty();
    private boolean localAddresses = true;
    private String repo = TestModel.REPO;

    FetchCase(Hub hub, Path cache) {
        this(hub.endpoint(), cache);
    }

    FetchCase(URI endpoint, Path cache) {
        this.endpoint = endpoint;
        this.cache = cache;
    }

    FetchCase repo(String name) {
        repo = name;
        return this;
    }

    FetchCase revision(String name) {
        revision = name;
        return this;
    }

    FetchCase token(String value) {
        token = Optional.of(value);
        return this;
    }

    FetchCase selection(Selection files) {
        selection = files;
        return this;
    }

    FetchCase pinned(String commit) {
        pinned = Optional.of(commit);
        return this;
    }

    FetchCase caFile(Path file) {
        caFiles = List.of(file);
        return this;
    }

    FetchCase proxy(URI address) {
        proxy = Optional.of(HttpUrl.get(address.toString()));
        return this;
    }

    FetchCase withoutLocalAddresses() {
        localAddresses = false;
        return this;
    }

    Fetch.Fetched run() throws FetchException {
        var access = HttpAccess.of(ProxyRules.of(proxy, Map.of()), caFiles, localAddresses);
        var client = access.client().newBuilder().readTimeout(STALL).build();
        var location = new HuggingFaceLocation(repo, revision);
        var origin = new HuggingFaceOrigin(location, HttpUrl.get(endpoint.toString()), token, client, POLICY);
        var store = new ModelStore(cache, StoreTimes.STANDARD, line -> {});
        return new Fetch(origin, selection, store, client, POLICY, new Meter(location), line -> {}).run(pinned);
    }
}
