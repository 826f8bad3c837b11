package io.embeddingops.fetch.store;

import static io.embeddingops.fetch.store.Models.LOCATION;
import static io.embeddingops.fetch.store.Models.REVISION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.embeddingops.source.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One writer per revision, which a dead one is not any more. */
@Timeout(120)
class WriterLockTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path cache;

    private final FakeNode node = new FakeNode("node-1");
    private final FakeNode other = new FakeNode("node-2");

    @Test
    void aLiveWriterIsWaitedForAndItsResultUsed() throws Exception {
        var reports = new AtomicInteger();
        var first = open(node.process("a"));
        var second = CompletableFuture.supplyAsync(() -> openNow(other.process("b"), reports::incrementAndGet));
        Thread.sleep(2 * FakeNode.QUICK.dead().toMillis());
        assertThat(second).isNotDone();
        assertThat(reports.get()).isGreaterThan(2);
        Models.writeAll(first.directory());
        var found = first.publish(Models.files());
        assertThat(second).succeedsWithin(LIMIT);
        assertThat(second.join().completed()).isEqualTo(found).isPresent();
    }

    @Test
    void aWriterThatFailedLeavesItsFilesToTheNextOneOnAnyNode() throws Exception {
        var first = open(node.process("a"));
        Models.write(first.directory(), "config.json");
        first.close();
        var second = open(other.process("b"));
        assertThat(second.directory()).isEqualTo(first.directory());
        assertThat(second.directory().resolve("config.json")).exists();
    }

    @Test
    void aKilledWriterLeavesItsFilesToTheNextOneOnItsNodeAtOnce() throws Exception {
        var killed = node.process("a");
        var first = open(killed);
        Models.write(first.directory(), "config.json");
        killed.kill();
        var begin = System.nanoTime();
        var second = open(node.process("b"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(FakeNode.QUICK.dead());
        assertThat(second.directory()).isEqualTo(first.directory());
    }

    @Test
    void aKilledWriterLosesItsFilesToAnotherNodeAfterTheLimit() throws Exception {
        var killed = node.process("a");
        var first = open(killed);
        Models.write(first.directory(), "config.json");
        killed.kill();
        var begin = System.nanoTime();
        var second = open(other.process("b"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(FakeNode.QUICK.dead());
        assertThat(second.directory()).isNotEqualTo(first.directory());
        assertThat(first.directory()).doesNotExist();
    }

    @Test
    void aWriterOnTheSameNodeThatIsStoppedLosesTheLock() throws Exception {
        var stopped = node.process("a");
        var first = open(stopped);
        Models.write(first.directory(), "config.json");
        stopped.stop();
        var second = open(node.process("b"));
        stopped.resume();
        assertThat(first.isLost()).isTrue();
        assertThat(second.isLost()).isFalse();
        assertThat(first.directory()).doesNotExist();
        assertThat(first.publish(Models.files())).isEmpty();
        Models.writeAll(second.directory());
        var found = second.publish(Models.files());
        assertThat(found).isPresent();
        assertThat(first.publish(Models.files())).isEqualTo(found);
        first.close();
        assertThat(Trees.names(cache.resolve("hf/acme--tiny"))).containsExactly(REVISION, "refs");
    }

    @Test
    void whatALostWriterWritesIsDeleted() throws Exception {
        var stopped = node.process("a");
        var first = open(stopped);
        stopped.stop();
        var second = open(node.process("b"));
        stopped.resume();
        Models.writeAll(first.directory());
        assertThat(first.publish(Models.files())).isEmpty();
        first.close();
        assertThat(first.directory()).doesNotExist();
        assertThat(second.isLost()).isFalse();
    }

    @Test
    void ofTwoThatTakeOverAtOnceOneSucceeds() throws Exception {
        var killed = node.process("a");
        open(killed);
        killed.kill();
        var paths = RevisionPaths.of(cache, LOCATION, Selection.DEFAULT, REVISION);
        var taken = new ArrayList<CompletableFuture<Optional<WriterLock>>>();
        for (var writer = 0; writer < 8; writer++) {
            var attempt = new LockAttempt(
                    paths, LOCATION.text(), node.process("b" + writer).settings());
            taken.add(CompletableFuture.supplyAsync(() -> take(attempt)));
        }
        CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).join();
        assertThat(taken.stream().map(CompletableFuture::join).flatMap(Optional::stream))
                .hasSize(1);
    }

    @Test
    void aLockFileThatItsWriterDidNotFillIsTakenOverAfterTheLimit() throws Exception {
        var paths = RevisionPaths.of(cache, LOCATION, Selection.DEFAULT, REVISION);
        Access.createDirectories(paths.parent());
        Files.createFile(paths.lock(7));
        open(node.process("a"));
        assertThat(paths.topLock()).isEqualTo(8);
        assertThat(paths.lock(7)).doesNotExist();
    }

    @Test
    void leftoversOfOtherRevisionsAreDeletedWhenTheyAreOld() throws Exception {
        var killed = node.process("a");
        var old = openRevision(killed, "a".repeat(40));
        var recent = openRevision(killed, "b".repeat(40));
        killed.kill();
        var alive = openRevision(other.process("c"), "c".repeat(40));
        var hours = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(
                RevisionPaths.of(cache, LOCATION, Selection.DEFAULT, "a".repeat(40))
                        .lock(1),
                hours);
        open(other.process("d"));
        assertThat(old.directory()).doesNotExist();
        assertThat(recent.directory()).exists();
        assertThat(alive.directory()).exists();
    }

    @Test
    void aPublishedRevisionHasNoLock() throws Exception {
        var first = open(node.process("a"));
        Models.writeAll(first.directory());
        first.publish(Models.files());
        assertThat(RevisionPaths.of(cache, LOCATION, Selection.DEFAULT, REVISION)
                        .topLock())
                .isZero();
        assertThat(open(node.process("b")).completed()).isPresent();
    }

    @Test
    void theLockIsRenewed() throws Exception {
        open(node.process("a"));
        var file =
                RevisionPaths.of(cache, LOCATION, Selection.DEFAULT, REVISION).lock(1);
        await().atMost(LIMIT)
                .until(() -> LockRecord.read(Files.readAllBytes(file))
                        .filter(record -> record.beat() > 2)
                        .isPresent());
    }

    private static Optional<WriterLock> take(LockAttempt attempt) {
        try {
            return attempt.tryTake();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Staging openNow(FakeNode.Process process, Runnable onWait) {
        try {
            return store(process).open(LOCATION, Selection.DEFAULT, REVISION, onWait);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Staging open(FakeNode.Process process) {
        return openNow(process, () -> {});
    }

    private Staging openRevision(FakeNode.Process process, String revision) throws Exception {
        return store(process).open(LOCATION, Selection.DEFAULT, revision, () -> {});
    }

    private ModelStore store(FakeNode.Process process) {
        return new ModelStore(cache, process.settings(), List.<String>of()::contains);
    }
}
