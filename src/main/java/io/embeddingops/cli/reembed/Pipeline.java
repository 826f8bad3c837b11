package io.embeddingops.cli.reembed;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Embeds batches at the same time and writes them in the order of the input. Holds a bounded number of them. */
final class Pipeline {

    /** So many batches are embedded or wait to be written for each request at a time. */
    private static final int AHEAD = 2;

    /** Receives the results in order. */
    @FunctionalInterface
    interface Results {
        void write(Result result) throws ReembedException;
    }

    private final Batches batches;
    private final Embedder embedder;
    private final int concurrency;
    private final Results results;

    Pipeline(Batches batches, Embedder embedder, int concurrency, Results results) {
        this.batches = batches;
        this.embedder = embedder;
        this.concurrency = concurrency;
        this.results = results;
    }

    /** Embeds everything, up to the first failure. */
    void run() throws ReembedException, InterruptedException {
        var threads = Executors.newFixedThreadPool(concurrency, task -> {
            var thread = new Thread(task, "embed");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var running = new ArrayDeque<Future<Result>>();
            for (var batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                var next = batch.get();
                running.add(threads.submit(() -> embedder.embed(next)));
                if (running.size() >= AHEAD * concurrency) {
                    writeFirst(running);
                }
            }
            while (!running.isEmpty()) {
                writeFirst(running);
            }
        } catch (IOException e) {
            throw new ReembedException("the input cannot be read: " + e.getMessage());
        } finally {
            threads.shutdownNow();
        }
    }

    private void writeFirst(ArrayDeque<Future<Result>> running) throws ReembedException, InterruptedException {
        try {
            results.write(running.remove().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ReembedException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
