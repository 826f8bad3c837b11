package io.embeddingops.fetch.store;

import static io.embeddingops.fetch.store.Models.LOCATION;
import static io.embeddingops.fetch.store.Models.REVISION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    private static final Selection SOME = new Selection(List.of("*.json"), List.of());

    @TempDir
    private Path cache;

    private final List<String> notices = new ArrayList<>();

    @Test
    void publishedRevisionIsFoundByItsLinkAndByItsName() throws Exception {
        var published = publish(Selection.DEFAULT);
        assertThat(published.revision()).isEqualTo(REVISION);
        assertThat(published.bytes())
                .isEqualTo(Models.files().stream().mapToLong(StoredFile::size).sum());
        assertThat(published.digest()).startsWith("sha256:").hasSize(71);
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.empty()))
                .contains(published);
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.of(REVISION)))
                .contains(published);
        assertThat(Files.readSymbolicLink(cache.resolve("hf/acme--tiny/refs/main")))
                .hasToString("../" + REVISION);
        assertThat(notices).isEmpty();
    }

    @Test
    void nothingButTheRevisionAndItsLinkIsLeft() throws Exception {
        publish(Selection.DEFAULT);
        assertThat(Trees.names(cache.resolve("hf/acme--tiny"))).containsExactly(REVISION, "refs");
        assertThat(Trees.names(cache.resolve("hf/acme--tiny/refs"))).containsExactly("main");
    }

    @Test
    void aSelectionHasDirectoryAndLinkOfItsOwn() throws Exception {
        publish(Selection.DEFAULT);
        assertThat(store().complete(LOCATION, SOME, Optional.empty())).isEmpty();
        var other = publish(SOME);
        assertThat(other.directory().getFileName().toString()).startsWith(REVISION + "+");
        assertThat(store().complete(LOCATION, SOME, Optional.empty())).contains(other);
    }

    @Test
    void anEmptyCacheHasNothingAndIsNotCreated() throws Exception {
        var absent = new ModelStore(cache.resolve("absent"), FakeNode.QUICK, notices::add);
        assertThat(absent.complete(LOCATION, Selection.DEFAULT, Optional.empty()))
                .isEmpty();
        assertThat(absent.complete(LOCATION, Selection.DEFAULT, Optional.of(REVISION)))
                .isEmpty();
        assertThat(cache.resolve("absent")).doesNotExist();
        assertThat(notices).isEmpty();
    }

    @Test
    void aPinChangesTheLink() throws Exception {
        var first = publish(Selection.DEFAULT);
        var second = publish(LOCATION, "f".repeat(40));
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.empty()))
                .contains(second);
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.of(REVISION)))
                .contains(first);
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.empty()))
                .contains(first);
    }

    @Test
    void aMissingFileMakesTheRevisionIncompleteAndIsReported() throws Exception {
        var found = publish(Selection.DEFAULT);
        Files.delete(found.directory().resolve("1_Pooling/config.json"));
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.empty()))
                .isEmpty();
        assertThat(notices)
                .containsExactly(found.directory() + " is incomplete and is downloaded again: 1_Pooling/config.json is"
                        + " missing");
    }

    @Test
    void aShorterFileMakesTheRevisionIncompleteUntilItIsPublishedAgain() throws Exception {
        var found = publish(Selection.DEFAULT);
        Files.writeString(found.directory().resolve("config.json"), "short");
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.empty()))
                .isEmpty();
        assertThat(notices).singleElement().asString().contains("config.json has 5 bytes instead of 22");
        assertThat(publish(Selection.DEFAULT)).isEqualTo(found);
        assertThat(found.directory().resolve("config.json")).hasContent(Models.text("config.json"));
        assertThat(Trees.names(cache.resolve("hf/acme--tiny"))).containsExactly(REVISION, "refs");
    }

    @Test
    void aDirectoryWithoutCompleteFileIsIncomplete() throws Exception {
        var found = publish(Selection.DEFAULT);
        Files.delete(found.directory().resolve(CompleteFile.NAME));
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.of(REVISION)))
                .isEmpty();
        Files.writeString(found.directory().resolve(CompleteFile.NAME), "{\"files\":");
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.of(REVISION)))
                .isEmpty();
        assertThat(notices).hasSize(2).allMatch(notice -> notice.endsWith("it has no valid file .complete"));
    }

    @Test
    void aLinkToElsewhereIsNotFollowed() throws Exception {
        var found = publish(Selection.DEFAULT);
        var link = cache.resolve("hf/acme--tiny/refs/main");
        Files.delete(link);
        Files.createSymbolicLink(link, found.directory());
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.empty()))
                .isEmpty();
    }

    @Test
    void filesThatAreNotPublishedAreDeleted() throws Exception {
        try (var staging = open()) {
            Models.writeAll(staging.directory());
            Files.writeString(
                    Files.createDirectories(staging.directory().resolve("old/er"))
                            .resolve("x"),
                    "x");
            var found = staging.publish(Models.files()).orElseThrow();
            assertThat(found.directory().resolve("old")).doesNotExist();
        }
    }

    @Test
    void aFileThatWasNotWrittenIsNotPublished() throws Exception {
        try (var staging = open()) {
            Models.write(staging.directory(), "config.json");
            assertThatThrownBy(() -> staging.publish(Models.files()))
                    .isInstanceOfSatisfying(
                            FetchException.class, e -> assertThat(e.reason()).isEqualTo(FetchReason.FETCH_FAILED))
                    .hasMessageContaining("is missing");
        }
        assertThat(store().complete(LOCATION, Selection.DEFAULT, Optional.of(REVISION)))
                .isEmpty();
    }

    @Test
    void allIsWritableByTheGroupWhateverTheUmask() throws Exception {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));
        try (var staging = open()) {
            Models.writeAll(staging.directory());
            for (var path : Trees.contents(staging.directory())) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            store().recordUse(staging.publish(Models.files()).orElseThrow(), "team/embedder");
        }
        for (var path : Trees.contents(cache)) {
            var rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            assertThat(rights).as(path.toString()).isEqualTo(Files.isDirectory(path) ? "rwxrwxr-x" : "rw-rw-r--");
        }
    }

    @Test
    void theGroupOfTheVolumeIsInherited() throws Exception {
        Files.setAttribute(cache, "unix:mode", 02775);
        var found = publish(Selection.DEFAULT);
        for (var path = found.directory(); !path.equals(cache); path = path.getParent()) {
            assertThat((int) Files.getAttribute(path, "unix:mode") & 07777)
                    .as(path.toString())
                    .isEqualTo(02775);
        }
    }

    @Test
    void usesHaveTheTimeOfTheLastOne() throws Exception {
        var found = publish(Selection.DEFAULT);
        store().recordUse(found, "team/b");
        store().recordUse(found, "team/a");
        store().recordUse(found, "team/b");
        assertThat(Uses.of(found.directory())).extracting(CacheEntry.Use::user).containsExactly("team/a", "team/b");
        assertThatThrownBy(() -> store().recordUse(found, "../../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileInThePlaceOfTheCacheIsNamed() throws IOException {
        var file = Files.createFile(cache.resolve("file"));
        assertThatThrownBy(() -> new ModelStore(file, FakeNode.QUICK, notices::add)
                        .open(LOCATION, Selection.DEFAULT, REVISION, () -> {}))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(file.toString());
    }

    private Found publish(Selection selection) throws Exception {
        return publish(LOCATION, REVISION, selection);
    }

    private Found publish(HuggingFaceLocation location, String revision) throws Exception {
        return publish(location, revision, Selection.DEFAULT);
    }

    private Found publish(HuggingFaceLocation location, String revision, Selection selection) throws Exception {
        try (var staging = store().open(location, selection, revision, () -> {})) {
            Models.writeAll(staging.directory());
            return staging.publish(Models.files()).orElseThrow();
        }
    }

    private Staging open() throws FetchException {
        return store().open(LOCATION, Selection.DEFAULT, REVISION, () -> {});
    }

    private ModelStore store() {
        return new ModelStore(cache, FakeNode.QUICK, notices::add);
    }
}
