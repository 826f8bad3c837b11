package io.embeddingops.fetch;

import io.embeddingops.source.EndpointHost;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.HuggingFaceLocation;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** The Hub's own errors, told apart as its Python client does. */
final class HubFailure {

    private static final String TOKEN = "model.source.huggingFace.tokenSecret (--token-file)";

    private HubFailure() {}

    static Optional<FetchException> of(Response response, HuggingFaceLocation location) {
        var code = response.header("X-Error-Code", "");
        var message = response.header("X-Error-Message", "");
        var url = response.request().url();
        var host = EndpointHost.of(url.toString());
        var token = response.request().header("Authorization") != null;
        var page = url.scheme() + "://" + host + "/" + location.repo();
        return Optional.ofNullable(
                switch (code) {
                    case "GatedRepo" ->
                        unauthorized("the repository " + location.repo() + " is gated: accept its conditions at "
                                + page + " and set " + TOKEN
                                + (token
                                        ? " to a token of the account that accepted them"
                                        : " to a token of that account"));
                    case "RepoNotFound" ->
                        notFound("the repository " + location.repo() + " does not exist at " + host + ", or is private"
                                + (token ? " and the token may not read it" : "")
                                + ": correct model.source.huggingFace.repo, or set " + TOKEN
                                + " to a token that may read it");
                    case "RevisionNotFound" ->
                        notFound("the repository " + location.repo() + " has no revision " + location.revision()
                                + ": set model.source.huggingFace.revision to a branch, tag or commit of " + page);
                    case "EntryNotFound" ->
                        notFound("a file that the repository " + location.repo() + " lists is missing at " + host);
                    default -> withoutCode(response.code(), message, token, url, location);
                });
    }

    private static FetchException withoutCode(
            int status, String message, boolean token, HttpUrl url, HuggingFaceLocation location) {
        var host = EndpointHost.of(url.toString());
        if (message.startsWith("Access to this resource is disabled")) {
            return notFound("the repository " + location.repo() + " has been disabled at " + host);
        }
        if (!url.encodedPath().contains(location.repo())) {
            // a host that the Hub redirects to
            return null;
        }
        if (status == 401 && token) {
            return unauthorized(host + " does not accept the token: set " + TOKEN + " to a valid one");
        }
        if (status == 403 && token) {
            return unauthorized("the token may not read the repository " + location.repo() + " at " + host + ": set "
                    + TOKEN + " to a token with that permission");
        }
        return status == 401 || status == 403
                ? unauthorized(host + " requires a token for the repository " + location.repo() + ": set " + TOKEN)
                : null;
    }

    private static FetchException unauthorized(String message) {
        return new FetchException(FetchReason.MODEL_UNAUTHORIZED, message);
    }

    private static FetchException notFound(String message) {
        return new FetchException(FetchReason.MODEL_NOT_FOUND, message);
    }
}
