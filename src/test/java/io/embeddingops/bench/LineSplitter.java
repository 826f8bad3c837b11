package io.embeddingops.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Splits a stream into lines. */
final class LineSplitter {

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final Consumer<byte[]> listener;

    LineSplitter(Consumer<byte[]> listener) {
        this.listener = listener;
    }

    void add(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            var next = buffer.get();
            if (next != '\n') {
                rest.write(next);
            } else if (rest.size() > 0) {
                var line = rest.toByteArray();
                rest.reset();
                listener.accept(line);
            }
        }
    }
}
