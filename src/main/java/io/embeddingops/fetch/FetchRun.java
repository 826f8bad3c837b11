package io.embeddingops.fetch;

import io.embeddingops.fetch.store.ModelStore;
import io.embeddingops.fetch.store.StoreTimes;
import io.embeddingops.source.FetchResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** A download with its reports: lines or a bar on standard error, and the progress over HTTP. */
public final class FetchRun {

    private final FetchRequest request;
    private final PrintWriter err;
    private final boolean terminal;

    /**
     * Starts nothing yet.
     *
     * @param terminal whether to draw a bar instead of lines
     */
    public FetchRun(FetchRequest request, PrintWriter err, boolean terminal) {
        this.request = request;
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * A complete model.
     *
     * @param directory with its files
     */
    public record Done(Path directory, FetchResult result) {}

    /** Downloads the model, or finds it in the cache. */
    public Done run() throws FetchException {
        var meter = new Meter(request.location());
        try (var text = new ProgressText(meter, err, terminal)) {
            var server = progressServer(meter, text);
            try {
                return run(meter, text);
            } finally {
                server.close();
            }
        }
    }

    private Done run(Meter meter, ProgressText text) throws FetchException {
        var access = HttpAccess.of(request.proxies(), request.caFiles(), request.localAddresses());
        var policy = DownloadPolicy.STANDARD;
        var store = new ModelStore(request.cache(), StoreTimes.STANDARD, text::line);
        var origin = Origins.of(request, access.client(), policy);
        var fetch = new Fetch(origin, request.selection(), store, access.client(), policy, meter, text::line);
        while (true) {
            var fetched = fetch.run(request.pinned());
            var isThere = request.usedBy()
                    .map(user -> store.recordUse(fetched.found(), user))
                    .orElse(true);
            if (isThere) {
                return new Done(fetched.found().directory(), fetched.result());
            }
            text.line("the revision has just been removed from the cache, so it is downloaded again");
        }
    }

    private ProgressServer progressServer(Meter meter, ProgressText text) {
        if (request.progressPort().isEmpty()) {
            return ProgressServer.none();
        }
        try {
            return ProgressServer.start(request.progressPort().getAsInt(), meter);
        } catch (IOException e) {
            text.line("cannot serve the progress at port "
                    + request.progressPort().getAsInt() + ": " + e.getMessage());
            return ProgressServer.none();
        }
    }
}
