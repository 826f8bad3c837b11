package io.embeddingops.cli.run;

import java.io.IOException;
import java.net.HttpURLConnection;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Writes all characters that are not of ASCII as JSON's escapes into what watches tell. Fabric8 (7.5, WatchHTTPManager)
 * decodes each piece as it comes from the network: a character that is cut is lost, and any that takes more than a byte
 * leaves NULs behind, which end the watch.
 */
final class AsciiWatches implements Interceptor {

    private static final int UNKNOWN_LENGTH = -1;

    @Override
    public Response intercept(Chain chain) throws IOException {
        var response = chain.proceed(chain.request());
        var watch = "true".equals(chain.request().url().queryParameter("watch"));
        if (!watch || response.code() != HttpURLConnection.HTTP_OK || response.body() == null) {
            return response;
        }
        var body = response.body();
        var escaped = Okio.buffer(escaped(body.source()));
        return response.newBuilder()
                .body(ResponseBody.create(escaped, body.contentType(), UNKNOWN_LENGTH))
                .build();
    }

    /** JSON in UTF-8 as the same JSON in ASCII; nothing but strings can hold other characters. */
    static Source escaped(BufferedSource json) {
        return new Escaped(json);
    }

    private static final class Escaped extends ForwardingSource {

        /** Of a character outside of the basic plane. */
        private static final int LONGEST_ESCAPE = 12;

        private final BufferedSource json;
        private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();

        private Escaped(BufferedSource json) {
            super(json);
            this.json = json;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            if (json.exhausted()) {
                return -1;
            }
            var plain = plain(json.getBuffer());
            if (plain > 0) {
                return json.read(sink, Math.min(plain, byteCount));
            }
            var before = sink.size();
            do {
                // waits for the rest of a character that is cut
                for (var unit : Character.toChars(json.readUtf8CodePoint())) {
                    sink.writeUtf8("\\u%04x".formatted((int) unit));
                }
            } while (sink.size() - before + LONGEST_ESCAPE <= byteCount
                    && json.getBuffer().size() > 0
                    && json.getBuffer().getByte(0) < 0);
            return sink.size() - before;
        }

        /** How many bytes of ASCII come first. */
        private long plain(Buffer ready) {
            try (var bytes = ready.readUnsafe(cursor)) {
                while (bytes.next() != -1) {
                    for (var i = bytes.start; i < bytes.end; i++) {
                        if (bytes.data[i] < 0) {
                            return bytes.offset + i - bytes.start;
                        }
                    }
                }
            }
            return ready.size();
        }
    }
}
