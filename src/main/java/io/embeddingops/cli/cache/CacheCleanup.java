package io.embeddingops.cli.cache;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.store.CacheEntry;
import io.embeddingops.fetch.store.CacheRemoval;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Removes revisions and says for each what was done. */
public final class CacheCleanup {

    private final CacheRemoval removal;
    private final LiveServices services;
    private final boolean dryRun;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * Removes nothing yet.
     *
     * @param dryRun print what would be removed
     */
    public CacheCleanup(Path cache, LiveServices services, boolean dryRun, PrintWriter out, PrintWriter err) {
        this.removal = new CacheRemoval(cache);
        this.services = services;
        this.dryRun = dryRun;
        this.out = out;
        this.err = err;
    }

    /** Removes all revisions that no live service uses and no writer holds. */
    public void unused(List<CacheEntry> entries) throws FetchException {
        for (var entry : entries) {
            if (entry.state() != CacheEntry.State.BEING_WRITTEN
                    && services.of(entry).isEmpty()) {
                remove(entry).ifPresent(reason -> kept(entry, reason));
            }
        }
    }

    /** Removes the named revisions; false if one is unknown or could not be removed. */
    public boolean named(List<CacheEntry> entries, List<String> names) throws FetchException {
        var done = true;
        for (var name : names) {
            var matching = entries.stream()
                    .filter(entry -> CacheNames.matches(name, entry))
                    .toList();
            if (matching.isEmpty()) {
                err.println(name + " is not in the cache: 'embedding-operator cache ls' shows what is");
                done = false;
            }
            for (var entry : matching) {
                done &= named(entry);
            }
        }
        return done;
    }

    private boolean named(CacheEntry entry) throws FetchException {
        var users = services.of(entry);
        var reason = users.isEmpty()
                ? remove(entry)
                : Optional.of("it is used by " + String.join(", ", users)
                        + ": delete the service, or let it use another" + " model or revision");
        reason.ifPresent(text -> kept(entry, text));
        return reason.isEmpty();
    }

    private Optional<String> remove(CacheEntry entry) throws FetchException {
        if (dryRun) {
            out.println("would remove " + entry.reference() + " (" + CacheText.size(entry.bytes()) + ")");
            return Optional.empty();
        }
        var reason = removal.remove(entry);
        if (reason.isEmpty()) {
            out.println("removed " + entry.reference() + " (" + CacheText.size(entry.bytes()) + ")");
        }
        return reason;
    }

    private void kept(CacheEntry entry, String reason) {
        err.println("kept " + entry.reference() + ": " + reason);
    }
}
