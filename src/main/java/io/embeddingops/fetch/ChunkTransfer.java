package io.embeddingops.fetch;

import io.embeddingops.fetch.Work.Chunk;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Response;

/** Fetches one chunk: requests what is still missing of it until it is complete. Of one thread. */
final class ChunkTransfer {

    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_SATISFIABLE = 416;
    private static final int MAX_RESTARTS = 5;
    private static final Pattern TOTAL = Pattern.compile("bytes (?:[*]|(\\d+)-\\d+)/(\\d+|[*])");

    private final Location location;
    private final Patience patience;
    private final Work work;
    private final Meter meter;
    private final ByteBuffer buffer;

    ChunkTransfer(Location location, Patience patience, Work work, Meter meter, ByteBuffer buffer) {
        this.location = location;
        this.patience = patience;
        this.work = work;
        this.meter = meter;
        this.buffer = buffer;
    }

    void run(Chunk chunk, RemoteBytes source) throws IOException, FetchException, InterruptedException {
        new Attempts(chunk, source).run();
    }

    /** A response that shows that the file has another size. */
    private static final class WrongSizeException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The attempts at one chunk. */
    private final class Attempts {

        private final Chunk chunk;
        private final PartialFile file;
        private final RemoteBytes source;
        private long begin;
        private long at;
        private long end;
        private int failures;
        private int restarts;

        Attempts(Chunk chunk, RemoteBytes source) {
            this.chunk = chunk;
            this.file = chunk.file();
            this.source = source;
            begin = file.offset(chunk.number());
            at = begin;
            end = file.offset(chunk.number() + 1);
        }

        void run() throws IOException, FetchException, InterruptedException {
            while (at < end && chunk.isCurrent() && (!file.isStreamed() || isStream())) {
                patience.awaitTurn();
                try (var answer = source.range(at, end)) {
                    take(answer.response());
                } catch (StorageException e) {
                    throw e.cause();
                } catch (IOException e) {
                    retry(Optional.empty(), NetworkFailure.of(e, source.url()), NetworkFailure.isPermanent(e));
                } catch (WrongSizeException e) {
                    work.wrong(file, chunk.generation(), "had another size than the source announces");
                }
            }
            if (at == end) {
                finish();
            } else {
                meter.found(begin - at);
            }
        }

        private boolean isStream() {
            return begin == 0 && end == file.file().size();
        }

        private void take(Response response)
                throws IOException, FetchException, InterruptedException, WrongSizeException, StorageException {
            if (response.code() == NOT_SATISFIABLE) {
                throw new WrongSizeException();
            }
            if (!response.isSuccessful()) {
                var failure = HttpFailure.of(
                        response, location, "the file " + file.file().path());
                retry(HttpFailure.retryAfter(response), failure, !HttpFailure.isTransient(response));
                return;
            }
            if (response.code() == PARTIAL_CONTENT) {
                checkRange(response);
            } else if (!wholeFile(response)) {
                return;
            }
            copy(response);
        }

        private void checkRange(Response response) throws WrongSizeException {
            var range = TOTAL.matcher(response.header("Content-Range", ""));
            if (!range.matches()
                    || range.group(1) == null
                    || Long.parseLong(range.group(1)) != at
                    || !range.group(2).equals("*")
                            && Long.parseLong(range.group(2)) != file.file().size()) {
                throw new WrongSizeException();
            }
        }

        /** The server has no ranges and sends the file from its begin: one thread takes it all, the others none. */
        private boolean wholeFile(Response response) throws WrongSizeException, FetchException {
            var length = response.body().contentLength();
            if (length >= 0 && length != file.file().size()) {
                throw new WrongSizeException();
            }
            if (!isStream() && !file.claimStream()) {
                return false;
            }
            if (at > begin && ++restarts > MAX_RESTARTS) {
                throw new FetchException(
                        FetchReason.MODEL_UNREACHABLE,
                        source.url().host() + " sends no ranges and cuts the file "
                                + file.file().path() + " each time: use an endpoint that supports range requests");
            }
            meter.found(begin - at);
            begin = 0;
            at = 0;
            end = file.file().size();
            return true;
        }

        private void copy(Response response) throws IOException, StorageException {
            var bytes = response.body().source();
            try {
                while (at + buffer.position() < end && chunk.isCurrent()) {
                    buffer.limit((int) Math.min(buffer.capacity(), end - at));
                    if (bytes.read(buffer) < 0) {
                        throw new IOException("the response ended early");
                    }
                    patience.progress();
                    failures = 0;
                    if (!buffer.hasRemaining()) {
                        flush();
                    }
                }
            } finally {
                flush();
            }
        }

        private void flush() throws StorageException {
            buffer.flip();
            var count = buffer.limit();
            try {
                file.write(buffer, at, chunk.generation());
            } catch (IOException e) {
                throw new StorageException(e);
            } finally {
                buffer.clear();
            }
            at += count;
            meter.received(count);
        }

        private void finish() throws IOException {
            if (isStream()) {
                for (var number = 0; number < file.chunks(); number++) {
                    file.finished(number, chunk.generation());
                }
            } else {
                file.finished(chunk.number(), chunk.generation());
            }
        }

        private void retry(Optional<Duration> retryAfter, FetchException failure, boolean permanent)
                throws FetchException, InterruptedException {
            if (permanent) {
                throw failure;
            }
            patience.failed(++failures, retryAfter, failure);
        }
    }

    /** The volume, not the network, has failed. */
    private static final class StorageException extends Exception {
        private static final long serialVersionUID = 1L;

        StorageException(IOException cause) {
            super(cause);
        }

        IOException cause() {
            return (IOException) getCause();
        }
    }
}
