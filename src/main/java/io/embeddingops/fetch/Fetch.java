package io.embeddingops.fetch;

import io.embeddingops.fetch.store.Found;
import io.embeddingops.fetch.store.ModelStore;
import io.embeddingops.fetch.store.Staging;
import io.embeddingops.source.FetchPhase;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.FetchResult;
import io.embeddingops.source.Selection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;

/** Brings one revision of a model into a cache. What is complete there needs no network. */
final class Fetch {

    /** A start does not wait longer for what is only reported. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Origin origin;
    private final Selection selection;
    private final ModelStore store;
    private final OkHttpClient client;
    private final DownloadPolicy policy;
    private final Meter meter;
    private final Consumer<String> notices;

    Fetch(
            Origin origin,
            Selection selection,
            ModelStore store,
            OkHttpClient client,
            DownloadPolicy policy,
            Meter meter,
            Consumer<String> notices) {
        this.origin = origin;
        this.selection = selection;
        this.store = store;
        this.client = client;
        this.policy = policy;
        this.meter = meter;
        this.notices = notices;
    }

    /**
     * A revision in the cache.
     *
     * @param result the report of the download
     */
    record Fetched(Found found, FetchResult result) {}

    /** Downloads the pinned revision, or the one that the location refers to now. */
    Fetched run(Optional<String> pinned) throws FetchException {
        var found = store.complete(origin.location(), selection, pinned);
        if (found.isPresent()) {
            notices.accept("revision " + found.get().revision() + " is complete in the cache");
            return fetched(found.get(), moved(found.get().revision()));
        }
        var listing = origin.list(pinned);
        var files = selected(listing);
        FileNames.check(files);
        meter.resolved(
                listing.revision(), files.stream().mapToLong(RemoteFile::size).sum());
        notices.accept("downloading revision " + listing.revision() + ", " + files.size() + " of "
                + listing.files().size() + " files");
        while (true) {
            try (var staging = store.open(origin.location(), selection, listing.revision(), this::waiting)) {
                var done = staging.completed().isPresent() ? staging.completed() : download(files, staging);
                if (done.isPresent()) {
                    return fetched(
                            done.get(), pinned.isPresent() ? moved(done.get().revision()) : Optional.empty());
                }
            }
        }
    }

    private void waiting() {
        meter.phase(FetchPhase.WAITING);
        notices.accept("waiting for another process that downloads the same revision");
    }

    /** Empty if another writer has taken over because this process stood still. */
    private Optional<Found> download(List<RemoteFile> files, Staging staging) throws FetchException {
        meter.phase(FetchPhase.DOWNLOADING);
        meter.restart();
        try {
            return staging.publish(new Download(origin, client, policy, meter).run(files, staging.directory()));
        } catch (FetchException e) {
            if (staging.isLost()) {
                notices.accept("another process has taken over the download, because this one stood still");
                return Optional.empty();
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FetchReason.FETCH_FAILED, "the download was interrupted: start it again");
        }
    }

    private List<RemoteFile> selected(Listing listing) throws FetchException {
        var names = new HashSet<>(
                FileSelection.of(listing.files().stream().map(RemoteFile::path).toList(), selection));
        if (names.isEmpty()) {
            throw new FetchException(
                    FetchReason.MODEL_NOT_FOUND,
                    listing.files().isEmpty()
                            ? origin.location().text() + " has no files"
                            : "none of the " + listing.files().size() + " files of "
                                    + origin.location().text() + " is selected: correct include and exclude");
        }
        return listing.files().stream()
                .filter(file -> names.contains(file.path()))
                .toList();
    }

    /** What the location refers to now, if that is another revision; a source that cannot be reached does not matter. */
    private Optional<String> moved(String revision) {
        if (revision.equals(origin.location().revision())) {
            return Optional.empty();
        }
        var look = new FutureTask<>(origin::current);
        var thread = new Thread(look, "moved");
        thread.setDaemon(true);
        thread.start();
        try {
            // a limit for the request alone would not include DNS
            return Optional.of(look.get(LOOK.toMillis(), TimeUnit.MILLISECONDS))
                    .filter(current -> !current.equals(revision));
        } catch (ExecutionException e) {
            notices.accept("cannot look for a newer revision: " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            notices.accept("cannot look for a newer revision: no answer within " + LOOK.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Fetched fetched(Found found, Optional<String> moved) {
        moved.ifPresent(now -> notices.accept(
                origin.location().text() + " is revision " + now + " now; the download stays at " + found.revision()));
        return new Fetched(
                found,
                new FetchResult(
                        origin.location().text(),
                        found.revision(),
                        found.bytes(),
                        found.digest(),
                        moved.orElse(null),
                        null,
                        null));
    }
}
