package io.embeddingops.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which chunks of which files are in the directory: one line for each, written after its bytes, so that a killed process is
 * continued. A line that was cut by the kill is ignored.
 */
final class Journal implements AutoCloseable {

    static final String NAME = ".journal";

    private static final Pattern LINE = Pattern.compile("([+-]) ([0-9a-f]{64}) (\\d{1,9})\n");

    private final int chunkSize;
    private final Map<String, BitSet> finished = new HashMap<>();
    private final FileChannel channel;

    private Journal(Path file, int chunkSize) throws IOException {
        this.chunkSize = chunkSize;
        read(file);
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        // ends a line that was cut
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }

    static Journal open(Path directory, int chunkSize) throws IOException {
        return new Journal(directory.resolve(NAME), chunkSize);
    }

    /** The chunks of that file that are there. */
    synchronized BitSet finished(RemoteFile file, int chunks) {
        var known = finished.getOrDefault(key(file), new BitSet());
        return known.length() <= chunks ? (BitSet) known.clone() : new BitSet();
    }

    synchronized void add(RemoteFile file, int chunk) throws IOException {
        write("+ " + key(file) + " " + chunk + "\n");
    }

    synchronized void remove(RemoteFile file) throws IOException {
        write("- " + key(file) + " 0\n");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(String line) throws IOException {
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return;
        }
        var line = LINE.matcher(text);
        while (line.find()) {
            if (line.group(1).equals("-")) {
                finished.remove(line.group(2));
            } else {
                finished.computeIfAbsent(line.group(2), key -> new BitSet()).set(Integer.parseInt(line.group(3)));
            }
        }
    }

    private String key(RemoteFile file) {
        return ContentHash.ofText(file.path() + "\0" + file.size() + "\0" + file.digest() + "\0" + chunkSize);
    }
}
