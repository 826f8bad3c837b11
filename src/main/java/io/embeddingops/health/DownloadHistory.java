package io.embeddingops.health;

import io.embeddingops.source.FetchProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The downloads of a service. What its status shows follows in steps, since each step is a write.
 *
 * @param downloads those that run, by pod UID
 * @param shownAt when the shown progress last changed, in nanoseconds of an arbitrary origin
 */
record DownloadHistory(Map<String, Download> downloads, OptionalLong shownAt) {

    static final DownloadHistory EMPTY = new DownloadHistory(Map.of(), OptionalLong.empty());

    /** A download is shown again when it has moved by one part of this many of the total. */
    private static final long STEPS = 20;

    /**
     * A download that runs.
     *
     * @param latest the last answer
     * @param shown the answer that the status shows
     */
    record Download(DownloadTarget target, Optional<FetchProgress> latest, Optional<FetchProgress> shown) {

        private Download with(FetchProgress progress) {
            return new Download(target, Optional.of(progress), shown);
        }

        private Download shownAsLatest() {
            return new Download(target, latest, latest);
        }

        /** The first answer, another step, a total that has become known, or 5 % of it. */
        private boolean hasMoved() {
            if (latest.isEmpty() || shown.isEmpty()) {
                return latest.isPresent();
            }
            var now = latest.get();
            var before = shown.get();
            var moved = Math.abs(now.bytes() - before.bytes());
            return !now.phase().equals(before.phase())
                    || !Objects.equals(now.total(), before.total())
                    || now.total() != null && moved > 0 && moved >= (now.total() + STEPS - 1) / STEPS;
        }
    }

    DownloadHistory {
        downloads = Map.copyOf(downloads);
    }

    /** Replaces the set of downloads; what is known about those that still run is kept. */
    DownloadHistory of(List<DownloadTarget> targets) {
        var now = new HashMap<String, Download>();
        for (var target : targets) {
            now.put(
                    target.uid(),
                    find(target).orElseGet(() -> new Download(target, Optional.empty(), Optional.empty())));
        }
        return new DownloadHistory(now, shownAt);
    }

    /** The history without a download. */
    DownloadHistory without(DownloadTarget target) {
        var left = new HashMap<>(downloads);
        left.remove(target.uid());
        return new DownloadHistory(left, shownAt);
    }

    /** The same run of a download, if it is known. */
    Optional<Download> find(DownloadTarget target) {
        return Optional.ofNullable(downloads.get(target.uid()))
                .filter(known -> known.target().sameStart(target));
    }

    /**
     * Adds an answer of a known download. All downloads are shown anew if one of them has moved and the pause is over.
     *
     * @param nanos the time
     * @param pause shortest time between two changes of what is shown
     */
    DownloadHistory after(DownloadTarget target, FetchProgress progress, long nanos, Duration pause) {
        var now = new HashMap<>(downloads);
        now.put(target.uid(), downloads.get(target.uid()).with(progress));
        var due = shownAt.isEmpty() || nanos - shownAt.getAsLong() >= pause.toNanos();
        if (!due || now.values().stream().noneMatch(Download::hasMoved)) {
            return new DownloadHistory(now, shownAt);
        }
        now.replaceAll((uid, download) -> download.shownAsLatest());
        return new DownloadHistory(now, OptionalLong.of(nanos));
    }

    /** What the status shows, by pod UID. */
    Map<String, FetchProgress> shown() {
        return downloads.entrySet().stream()
                .filter(entry -> entry.getValue().shown().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().shown().orElseThrow()));
    }
}
