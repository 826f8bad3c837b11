package io.embeddingops.fetch.store;

import static io.embeddingops.fetch.store.Models.LOCATION;
import static io.embeddingops.fetch.store.Models.REVISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writers on two nodes that start, are killed and are stopped at random moments. */
@Timeout(120)
class InterleavingTest {

    private static final int SEEDS = 20;
    private static final int WRITERS = 5;

    @TempDir
    private Path directory;

    @Test
    void everyWriterThatLivesGetsTheWholeRevision() throws Exception {
        var threads = Executors.newFixedThreadPool(SEEDS * WRITERS);
        try {
            var runs = new ArrayList<Run>();
            for (var seed = 0; seed < SEEDS; seed++) {
                runs.add(new Run(seed, directory.resolve("cache-" + seed)));
            }
            var results = threads.invokeAll(
                    runs.stream().flatMap(run -> run.writers().stream()).toList());
            for (var result : results) {
                result.get();
            }
            for (var run : runs) {
                run.check();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Run {

        private final int seed;
        private final Path cache;
        private final List<FakeNode> nodes = List.of(new FakeNode("node-1"), new FakeNode("node-2"));
        private final CyclicBarrier start = new CyclicBarrier(WRITERS);
        private final AtomicInteger writing = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        private Run(int seed, Path cache) {
            this.seed = seed;
            this.cache = cache;
        }

        List<Callable<Void>> writers() {
            return IntStream.range(0, WRITERS)
                    .<Callable<Void>>mapToObj(writer -> () -> {
                        start.await();
                        write(writer, new Random(seed * 100L + writer));
                        return null;
                    })
                    .toList();
        }

        /** A writer starts again after it was killed, as a container does. */
        private void write(int writer, Random random) throws Exception {
            var node = nodes.get(random.nextInt(nodes.size()));
            var deaths = random.nextInt(3);
            while (true) {
                var process = node.process("writer-" + writer);
                Thread.sleep(random.nextInt(30));
                var found = attempt(process, random, deaths-- > 0);
                if (found.isPresent()) {
                    assertThat(found.get().directory()).isDirectory();
                    return;
                }
            }
        }

        private Optional<Found> attempt(FakeNode.Process process, Random random, boolean dies) throws Exception {
            var store = new ModelStore(cache, process.settings(), notice -> {});
            var staging = store.open(LOCATION, Selection.DEFAULT, REVISION, () -> {});
            if (staging.completed().isPresent()) {
                return staging.completed();
            }
            most.accumulateAndGet(writing.incrementAndGet(), Math::max);
            for (var path : Models.PATHS) {
                Models.write(staging.directory(), path);
                Thread.sleep(random.nextInt(20));
                if (dies && random.nextInt(3) == 0) {
                    writing.decrementAndGet();
                    return end(process, staging, random);
                }
            }
            var found = staging.publish(Models.files());
            writing.decrementAndGet();
            staging.close();
            return found;
        }

        private Optional<Found> end(FakeNode.Process process, Staging staging, Random random) throws Exception {
            switch (random.nextInt(3)) {
                case 0 -> process.kill();
                case 1 -> {
                    process.stop();
                    Thread.sleep(3 * FakeNode.QUICK.dead().toMillis());
                    // lost now, unless nobody else was waiting
                    process.resume();
                    staging.close();
                }
                default -> staging.close();
            }
            return Optional.empty();
        }

        void check() throws Exception {
            assertThat(most.get()).as("writers at once, seed " + seed).isEqualTo(1);
            var location = cache.resolve("hf/acme--tiny");
            assertThat(Trees.names(location)).as("seed " + seed).containsExactly(REVISION, "refs");
            for (var path : Models.PATHS) {
                assertThat(location.resolve("refs/main").resolve(path)).hasContent(Models.text(path));
            }
        }
    }
}
