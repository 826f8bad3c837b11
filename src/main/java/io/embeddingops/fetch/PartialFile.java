package io.embeddingops.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** A file of which some chunks are there. After a discard it is in its next generation, and what belongs to earlier ones is ignored. */
final class PartialFile implements AutoCloseable {

    private final RemoteFile file;
    private final Path path;
    private final int chunkSize;
    private final Journal journal;
    private final BitSet done = new BitSet();
    private FileChannel channel;
    private int generation;
    private boolean streamed;
    private boolean closed;

    PartialFile(RemoteFile file, Path path, int chunkSize, Journal journal) {
        this.file = file;
        this.path = path;
        this.chunkSize = chunkSize;
        this.journal = journal;
        done.or(journal.finished(file, chunks()));
    }

    RemoteFile file() {
        return file;
    }

    int chunks() {
        return Math.toIntExact((file.size() + chunkSize - 1) / chunkSize);
    }

    /** Offset of the first byte of a chunk; for the number of chunks, the size of the file. */
    long offset(int chunk) {
        return Math.min(file.size(), (long) chunk * chunkSize);
    }

    synchronized int generation() {
        return generation;
    }

    synchronized List<Integer> missing() {
        return IntStream.range(0, chunks())
                .filter(chunk -> !done.get(chunk))
                .boxed()
                .toList();
    }

    /** Bytes of finished chunks. */
    synchronized long bytes() {
        return done.stream()
                .mapToLong(chunk -> offset(chunk + 1) - offset(chunk))
                .sum();
    }

    /** The first caller streams the whole file, because its server has no ranges; false for all others. */
    synchronized boolean claimStream() {
        var first = !streamed;
        streamed = true;
        return first;
    }

    synchronized boolean isStreamed() {
        return streamed;
    }

    /** Writes at that offset. Bytes of an earlier generation, or after the file was verified and closed, are ignored. */
    synchronized void write(ByteBuffer bytes, long offset, int ofGeneration) throws IOException {
        if (ofGeneration != generation || closed) {
            return;
        }
        var open = channel();
        for (var at = offset; bytes.hasRemaining(); ) {
            at += open.write(bytes, at);
        }
    }

    /** Reads at that offset; -1 at the end. */
    int read(ByteBuffer bytes, long offset) throws IOException {
        return channel().read(bytes, offset);
    }

    /** Records a chunk, so that the next process need not fetch it again. */
    void finished(int chunk, int ofGeneration) throws IOException {
        if (file.digest().isEmpty() && !isClosed()) {
            // nothing would show that the machine lost these bytes in a power failure
            channel().force(false);
        }
        synchronized (this) {
            if (ofGeneration == generation) {
                done.set(chunk);
                journal.add(file, chunk);
                notifyAll();
            }
        }
    }

    /** Waits until more than the first {@code offset} bytes are there, or the generation is another; returns how many are. */
    synchronized long awaitPrefix(long offset, int ofGeneration) throws InterruptedException {
        while (ofGeneration == generation && offset < file.size() && offset(done.nextClearBit(0)) <= offset) {
            wait();
        }
        return offset(done.nextClearBit(0));
    }

    /** Begins the next generation without any chunk. */
    synchronized void discard() throws IOException {
        journal.remove(file);
        done.clear();
        generation++;
        streamed = false;
        notifyAll();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized FileChannel channel() throws IOException {
        if (channel == null) {
            Files.createDirectories(path.getParent());
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            if (channel.size() > file.size()) {
                channel.truncate(file.size());
            }
        }
        return channel;
    }

    /** Creates the file if it is empty, and closes it. */
    @Override
    public synchronized void close() throws IOException {
        channel().close();
        channel = null;
        closed = true;
    }

    /** Closes it as it is. */
    synchronized void release() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // what was written stays
        }
        channel = null;
    }
}
