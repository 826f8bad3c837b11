package io.embeddingops.cli.run;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/**
 * Keeps the lines of watches, each of which is an event, and gives Fabric8 tickets for them, which it hands to whoever
 * reads the event. Its own way (7.5, WatchHTTPManager) is to decode each piece as it comes from the network and to put it
 * together character by character: that is slow, and cannot bear a character of more than a byte.
 */
final class WatchLines implements Interceptor {

    /** A ticket is this, a number, and a brace. */
    private static final String BEGIN = "{\"lineOfWatch\":";

    private static final byte[] FIRST_BYTES = BEGIN.getBytes(StandardCharsets.US_ASCII);
    private static final int UNKNOWN_LENGTH = -1;

    private final AtomicLong given = new AtomicLong();
    private final Map<String, byte[]> lines = new ConcurrentHashMap<>();

    @Override
    public Response intercept(Chain chain) throws IOException {
        var response = chain.proceed(chain.request());
        var watch = "true".equals(chain.request().url().queryParameter("watch"));
        if (!watch || response.code() != HttpURLConnection.HTTP_OK || response.body() == null) {
            return response;
        }
        var body = response.body();
        return response.newBuilder()
                .body(ResponseBody.create(tickets(body.source()), body.contentType(), UNKNOWN_LENGTH))
                .build();
    }

    /** The line that a ticket stands for, until the next is read from its watch; anything else is what it is. */
    byte[] line(byte[] text) {
        return isTicket(text) ? lines.getOrDefault(new String(text, StandardCharsets.US_ASCII), text) : text;
    }

    /** What a watch tells as tickets, one at a time. */
    BufferedSource tickets(BufferedSource watch) {
        return Okio.buffer(new Tickets(watch));
    }

    /** How many lines are kept. */
    int kept() {
        return lines.size();
    }

    private static boolean isTicket(byte[] text) {
        return text.length > FIRST_BYTES.length
                && Arrays.equals(text, 0, FIRST_BYTES.length, FIRST_BYTES, 0, FIRST_BYTES.length);
    }

    private final class Tickets extends ForwardingSource {

        private final BufferedSource watch;
        private volatile String last = "";
        private volatile boolean closed;

        private Tickets(BufferedSource watch) {
            super(watch);
            this.watch = watch;
        }

        /** Always a whole ticket, which is less than what a buffer asks for. A last line without an end is no event. */
        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            lines.remove(last);
            var length = watch.indexOf((byte) '\n');
            if (length < 0) {
                return -1;
            }
            var line = watch.readByteArray(length);
            watch.skip(1);
            last = BEGIN + given.incrementAndGet() + "}";
            lines.put(last, line);
            if (closed) {
                lines.remove(last);
            }
            var before = sink.size();
            sink.writeUtf8(last).writeByte('\n');
            return sink.size() - before;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            lines.remove(last);
            super.close();
        }
    }
}
