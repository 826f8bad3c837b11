package io.embeddingops.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Sends a file or a range of it. */
final class FileBody {

    private FileBody() {}

    static void send(HttpExchange exchange, Path file, Fault fault, boolean ranges) throws IOException {
        try (var content = FileChannel.open(file)) {
            var size = content.size() - fault.shorterBy();
            var range = ranges ? exchange.getRequestHeaders().getFirst("Range") : null;
            var ends = (range == null ? "0-" : range.replace("bytes=", "")).split("-");
            var begin = Long.parseLong(ends[0]);
            var end = Math.min(size, ends.length < 2 ? size : Long.parseLong(ends[1]) + 1);
            var headers = exchange.getResponseHeaders();
            headers.set("Accept-Ranges", "bytes");
            if (begin >= end && size > 0) {
                headers.set("Content-Range", "bytes */" + size);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (range != null) headers.set("Content-Range", "bytes " + begin + "-" + (end - 1) + "/" + size);
            if (exchange.getRequestMethod().equals("HEAD")) {
                headers.set("Content-Length", String.valueOf(end - begin));
                exchange.sendResponseHeaders(range == null ? 200 : 206, -1);
                return;
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, end == begin ? -1 : end - begin);
            write(exchange, content, begin, end, fault);
        }
    }

    private static void write(HttpExchange exchange, FileChannel content, long begin, long end, Fault fault)
            throws IOException {
        var buffer = ByteBuffer.allocate(1 << 16);
        for (var at = begin; at < end; at += buffer.limit()) {
            var stop = fault.cutAfter() >= 0 ? fault.cutAfter() : fault.stallAfter() >= 0 ? fault.stallAfter() : end;
            var left = Math.min(end - at, begin + stop - at);
            if (left <= 0 && fault.cutAfter() >= 0) return;
            pause(left <= 0 ? TimeUnit.HOURS.toMillis(1) : fault.pauseMillis());
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            while (buffer.hasRemaining()) content.read(buffer, at + buffer.position());
            if (fault.flipAt() >= at && fault.flipAt() < at + buffer.limit())
                buffer.array()[(int) (fault.flipAt() - at)] ^= 1;
            exchange.getResponseBody().write(buffer.array(), 0, buffer.limit());
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
