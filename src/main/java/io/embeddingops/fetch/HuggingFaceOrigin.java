package io.embeddingops.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.HuggingFaceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** A repository of a Hugging Face Hub, or of a mirror with the same API. */
final class HuggingFaceOrigin implements Origin {

    /** The Hub of a location that names none. */
    static final HttpUrl DEFAULT_ENDPOINT = HttpUrl.get(HuggingFaceLocation.DEFAULT_ENDPOINT);

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static final int MAX_FILES = 100_000;

    private final HuggingFaceLocation location;
    private final HttpUrl endpoint;
    private final Optional<String> token;
    private final OkHttpClient client;
    private final DownloadPolicy policy;

    /**
     * Sends no request.
     *
     * @param endpoint with or without a path
     * @param token sent only to the scheme, host and port of the endpoint
     */
    HuggingFaceOrigin(
            HuggingFaceLocation location,
            HttpUrl endpoint,
            Optional<String> token,
            OkHttpClient client,
            DownloadPolicy policy) {
        this.location = location;
        this.endpoint = endpoint;
        this.token = token;
        this.client = client;
        this.policy = policy;
    }

    @Override
    public HuggingFaceLocation location() {
        return location;
    }

    @Override
    public Optional<String> authorization(HttpUrl url) {
        return token.filter(present -> url.scheme().equals(endpoint.scheme())
                        && url.host().equals(endpoint.host())
                        && url.port() == endpoint.port())
                .map(present -> "Bearer " + present);
    }

    @Override
    public Listing list(Optional<String> pinned) throws FetchException {
        var wanted = pinned.orElse(location.revision());
        var get = new JsonRequests(new Redirects(client, this), location, policy);
        var commit = COMMIT.matcher(wanted).matches() ? wanted : commit(get.json(revision(wanted), "the revision"));
        var first = api("tree", commit).addQueryParameter("recursive", "true").build();
        var files = new ArrayList<RemoteFile>();
        for (var page = Optional.of(first); page.isPresent(); ) {
            var answer = get.page(page.get(), "the list of files");
            for (var entry : answer.json()) {
                if (entry.path("type").asText().equals("file")) {
                    files.add(file(entry, commit));
                }
            }
            if (files.size() > MAX_FILES) {
                throw new FetchException(
                        FetchReason.MODEL_NOT_FOUND,
                        "the repository " + location.repo() + " has more than " + MAX_FILES
                                + " files: it is not a model");
            }
            // only the query: a mirror may repeat the address of the Hub that it copies
            page = answer.next()
                    .map(first::resolve)
                    .map(next ->
                            first.newBuilder().encodedQuery(next.encodedQuery()).build());
        }
        files.sort(Comparator.comparing(RemoteFile::path));
        return new Listing(commit, files);
    }

    @Override
    public String current() throws FetchException {
        var url = revision(location.revision());
        var quick = client.newBuilder().callTimeout(SHORT).build();
        return commit(new JsonRequests(new Redirects(quick, this), location, policy).once(url, "the revision"));
    }

    private String commit(JsonNode revision) throws FetchException {
        var commit = revision.path("sha").asText();
        if (!COMMIT.matcher(commit).matches()) {
            throw new FetchException(
                    FetchReason.MODEL_UNREACHABLE,
                    endpoint.host() + " does not answer as a Hugging Face Hub does (no commit): check the endpoint");
        }
        return commit;
    }

    private RemoteFile file(JsonNode entry, String commit) {
        var path = entry.path("path").asText();
        var lfs = entry.path("lfs");
        var sha256 = lfs.path("oid").asText().replaceFirst("^sha256:", "");
        var blob = entry.path("oid").asText();
        var digest = SHA256.matcher(sha256).matches()
                ? Optional.of(new FileDigest(FileDigest.Algorithm.SHA256, sha256))
                : COMMIT.matcher(blob).matches() && lfs.isMissingNode()
                        ? Optional.of(new FileDigest(FileDigest.Algorithm.GIT_BLOB, blob))
                        : Optional.<FileDigest>empty();
        var url = segments(endpoint.newBuilder(), location.repo().split("/"))
                .addPathSegment("resolve")
                .addPathSegment(commit);
        var size = lfs.path("size").asLong(entry.path("size").asLong(-1));
        return new RemoteFile(
                path, size, digest, segments(url, path.split("/", -1)).build());
    }

    private HttpUrl revision(String name) {
        return api("revision", name).build();
    }

    private HttpUrl.Builder api(String what, String revision) {
        return segments(
                        endpoint.newBuilder().addPathSegment("api").addPathSegment("models"),
                        location.repo().split("/"))
                .addPathSegment(what)
                .addPathSegment(revision);
    }

    private static HttpUrl.Builder segments(HttpUrl.Builder url, String... segments) {
        List.of(segments).forEach(url::addPathSegment);
        return url;
    }
}
