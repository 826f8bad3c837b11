package io.embeddingops.fetch.store;

import static io.embeddingops.fetch.store.Models.LOCATION;
import static io.embeddingops.fetch.store.Models.REVISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fetch.store.CacheEntry.State;
import io.embeddingops.source.Location;
import io.embeddingops.source.S3Location;
import io.embeddingops.source.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cache ls} and {@code cache rm} see and do. */
@Timeout(120)
class CacheContentsTest {

    private static final String OTHER = "f".repeat(40);

    @TempDir
    private Path cache;

    private final FakeNode node = new FakeNode("node-1");
    private final FakeNode other = new FakeNode("node-2");

    @Test
    void anEmptyDirectoryHasNoRevisions() throws Exception {
        assertThat(list()).isEmpty();
    }

    @Test
    void completeRevisionsAreListedWithTheirUses() throws Exception {
        store(node).recordUse(publish(LOCATION, REVISION), "team/a");
        publish(new S3Location("minio:9000", "models", "team/tiny"), "ab12");
        var entries = list();
        assertThat(entries)
                .extracting(CacheEntry::reference)
                .containsExactly("hf://acme/tiny@" + REVISION, "s3://models/team/tiny@ab12");
        assertThat(entries.get(0).state()).isEqualTo(State.COMPLETE);
        assertThat(entries.get(0).files()).isEqualTo(3);
        assertThat(entries.get(0).uses()).extracting(CacheEntry.Use::user).containsExactly("team/a");
        assertThat(entries.get(0).lastUsed()).isPresent();
        assertThat(entries.get(1).uses()).isEmpty();
    }

    @Test
    void aRunningDownloadIsSeenFromEveryNode() throws Exception {
        var staging = open(node, REVISION);
        Models.write(staging.directory(), "config.json");
        for (var seen : List.of(node, other)) {
            assertThat(contents(seen).list()).singleElement().satisfies(entry -> {
                assertThat(entry.state()).isEqualTo(State.BEING_WRITTEN);
                assertThat(entry.reference()).isEqualTo("hf://acme/tiny@" + REVISION);
                assertThat(entry.bytes()).isPositive();
            });
        }
    }

    @Test
    void aFailedDownloadIsPartial() throws Exception {
        open(node, REVISION).close();
        assertThat(list()).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.PARTIAL);
            assertThat(entry.model()).isEqualTo("hf://acme/tiny");
        });
    }

    @Test
    void aDamagedRevisionIsPartial() throws Exception {
        Files.delete(publish(LOCATION, REVISION).directory().resolve("config.json"));
        assertThat(list()).singleElement().extracting(CacheEntry::state).isEqualTo(State.PARTIAL);
    }

    @Test
    void aRemovedRevisionLeavesNothingButOthersStay() throws Exception {
        var removed = publish(LOCATION, OTHER);
        store(node).recordUse(removed, "team/a");
        publish(LOCATION, REVISION);
        var link = cache.resolve("hf/acme--tiny/refs/main");
        assertThat(removal().remove(entry(OTHER))).isEmpty();
        assertThat(list()).extracting(CacheEntry::revision).containsExactly(REVISION);
        assertThat(link).exists();
        assertThat(removal().remove(entry(REVISION))).isEmpty();
        assertThat(list()).isEmpty();
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(Trees.names(cache.resolve("hf/acme--tiny"))).containsExactly(Uses.DIRECTORY, "refs");
        assertThat(Trees.names(cache.resolve("hf/acme--tiny/.uses"))).isEmpty();
    }

    @Test
    void whatALiveWriterHoldsIsKept() throws Exception {
        var staging = open(node, REVISION);
        for (var remover : List.of(node, other)) {
            assertThat(new CacheRemoval(cache, remover.process("rm").settings()).remove(entry(REVISION)))
                    .contains("it is being written by writer");
        }
        assertThat(staging.directory()).exists();
        assertThat(staging.isLost()).isFalse();
    }

    @Test
    void whatADeadWriterOnAnotherNodeHasLeftIsRemoved() throws Exception {
        var killed = other.process("writer");
        var staging = new ModelStore(cache, killed.settings(), notice -> {})
                .open(LOCATION, Selection.DEFAULT, REVISION, () -> {});
        killed.kill();
        assertThat(removal().remove(entry(REVISION))).isEmpty();
        assertThat(staging.directory()).doesNotExist();
        assertThat(list()).isEmpty();
    }

    @Test
    void aUseThatBeganMeanwhileKeepsTheRevision() throws Exception {
        var found = publish(LOCATION, REVISION);
        var entry = entry(REVISION);
        assertThat(store(node).recordUse(found, "team/late")).isTrue();
        assertThat(removal().remove(entry)).contains("a service has started with it meanwhile");
        assertThat(store(node).complete(LOCATION, Selection.DEFAULT, Optional.empty()))
                .contains(found);
    }

    @Test
    void aUseOfARemovedRevisionIsNoticed() throws Exception {
        var found = publish(LOCATION, REVISION);
        assertThat(removal().remove(entry(REVISION))).isEmpty();
        assertThat(store(node).recordUse(found, "team/late")).isFalse();
    }

    private CacheEntry entry(String revision) throws Exception {
        return list().stream()
                .filter(entry -> entry.revision().equals(revision))
                .findFirst()
                .orElseThrow();
    }

    private List<CacheEntry> list() throws Exception {
        return contents(node).list();
    }

    private CacheContents contents(FakeNode from) {
        return new CacheContents(cache, from.process("ls").settings());
    }

    private CacheRemoval removal() {
        return new CacheRemoval(cache, node.process("rm").settings());
    }

    private Found publish(Location location, String revision) throws Exception {
        try (var staging = store(node).open(location, Selection.DEFAULT, revision, () -> {})) {
            Models.writeAll(staging.directory());
            return staging.publish(Models.files()).orElseThrow();
        }
    }

    private Staging open(FakeNode from, String revision) throws Exception {
        return store(from).open(LOCATION, Selection.DEFAULT, revision, () -> {});
    }

    private ModelStore store(FakeNode from) {
        return new ModelStore(cache, from.process("writer").settings(), notice -> {});
    }
}
