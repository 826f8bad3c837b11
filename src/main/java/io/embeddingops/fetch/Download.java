package io.embeddingops.fetch;

import io.embeddingops.fetch.store.StoredFile;
import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;

/** Downloads files into a directory: ranges of all files in parallel, hashed as they arrive, continued where an earlier one ended. */
final class Download {

    private static final int VERIFIERS = 2;
    private static final int BUFFER = 1 << 18;

    private final Origin origin;
    private final Redirects http;
    private final DownloadPolicy policy;
    private final Meter meter;

    Download(Origin origin, OkHttpClient client, DownloadPolicy policy, Meter meter) {
        this.origin = origin;
        this.http = new Redirects(client, origin);
        this.policy = policy;
        this.meter = meter;
    }

    /**
     * Returns when all files are there and verified.
     *
     * @param files whose names are {@linkplain FileNames#check checked}
     * @param directory has what an earlier download of the same files has left
     */
    List<StoredFile> run(List<RemoteFile> files, Path directory) throws FetchException, InterruptedException {
        var total = files.stream().mapToLong(RemoteFile::size).sum();
        try (var journal = Journal.open(directory, policy.chunk())) {
            var partial = files.stream()
                    .sorted(Comparator.comparing(RemoteFile::size).reversed())
                    .map(file -> new PartialFile(file, directory.resolve(file.path()), policy.chunk(), journal))
                    .toList();
            FreeSpace.check(
                    directory,
                    total,
                    partial.stream().mapToLong(PartialFile::bytes).sum());
            return new Run(partial, total, directory).files();
        } catch (IOException e) {
            throw StorageFailure.of(e, directory, total);
        }
    }

    /** The threads of one download. */
    private final class Run {

        private final List<PartialFile> files;
        private final long total;
        private final Path directory;
        private final Work work;
        private final Patience patience = new Patience(policy);
        private final Map<PartialFile, RemoteBytes> sources = new ConcurrentHashMap<>();
        private final Map<PartialFile, StoredFile> verified = new ConcurrentHashMap<>();
        private final Queue<PartialFile> unverified;

        Run(List<PartialFile> files, long total, Path directory) {
            this.files = files;
            this.total = total;
            this.directory = directory;
            this.work = new Work(files, meter);
            this.unverified = new ConcurrentLinkedQueue<>(files);
        }

        List<StoredFile> files() throws FetchException, InterruptedException {
            var threads = Executors.newCachedThreadPool(task -> {
                var thread = new Thread(task, "download");
                thread.setDaemon(true);
                return thread;
            });
            try {
                IntStream.range(0, policy.connections()).forEach(i -> threads.execute(() -> guarded(this::fetch)));
                IntStream.range(0, VERIFIERS).forEach(i -> threads.execute(() -> guarded(this::verify)));
                var failure = work.await();
                if (failure.isPresent()) {
                    throw failure.get();
                }
                return files.stream().map(verified::get).toList();
            } finally {
                end(threads);
            }
        }

        private void verify() throws IOException, FetchException, InterruptedException {
            var verifier = new Verifier(work);
            for (var file = unverified.poll(); file != null; file = unverified.poll()) {
                verified.put(file, verifier.verify(file));
                work.verified();
            }
        }

        private void guarded(Task task) {
            try {
                task.run();
            } catch (FetchException e) {
                work.fail(e);
            } catch (IOException e) {
                work.fail(StorageFailure.of(e, directory, total));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                work.fail(
                        new FetchException(FetchReason.FETCH_FAILED, "the download has failed, which is a bug: " + e));
                throw e;
            }
        }

        /** No thread writes afterwards. */
        private void end(ExecutorService threads) throws InterruptedException {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
            files.forEach(PartialFile::release);
        }

        private void fetch() throws IOException, FetchException, InterruptedException {
            var transfer =
                    new ChunkTransfer(origin.location(), patience, work, meter, ByteBuffer.allocateDirect(BUFFER));
            for (var chunk = work.next(); chunk.isPresent(); chunk = work.next()) {
                var file = chunk.get().file();
                transfer.run(chunk.get(), sources.computeIfAbsent(file, key -> new RemoteBytes(key.file(), http)));
            }
        }
    }

    private interface Task {
        void run() throws IOException, FetchException, InterruptedException;
    }
}
