package io.embeddingops.fetch;

import io.embeddingops.fetch.Redirects.Answer;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Ranges of one file. It remembers where its source redirects to, so that a range costs one request. */
final class RemoteBytes {

    /** What hosts answer when a signed URL has expired. */
    private static final Set<Integer> EXPIRED = Set.of(400, 401, 403, 404, 410);

    private static final int MAX_EXPIRED = 2;

    private final RemoteFile file;
    private final Redirects http;
    private volatile HttpUrl target;

    RemoteBytes(RemoteFile file, Redirects http) {
        this.file = file;
        this.http = http;
        target = file.url();
    }

    /** Requests the bytes from {@code from} to before {@code to}. */
    Answer range(long from, long to) throws IOException, FetchException {
        var range = Optional.of("bytes=" + from + "-" + (to - 1));
        var answer = http.get(target, range);
        for (var attempt = 0; attempt < MAX_EXPIRED && isExpired(answer.response()); attempt++) {
            answer.close();
            answer = http.get(file.url(), range);
        }
        if (answer.response().isSuccessful()) {
            target = answer.response().request().url();
        }
        return answer;
    }

    private boolean isExpired(Response response) {
        return EXPIRED.contains(response.code()) && !response.request().url().equals(file.url());
    }

    /** The address to name in messages. */
    HttpUrl url() {
        return target;
    }
}
