package io.embeddingops.status;

import io.embeddingops.source.FetchPhase;
import io.embeddingops.source.FetchProgress;
import java.util.Locale;
import java.util.Optional;

/** Describes a download that runs. */
final class ProgressText {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private ProgressText() {}

    /** What the download does, as the predicate of a sentence about its pod. */
    static String of(FetchState fetch, Optional<FetchProgress> progress) {
        return progress.map(seen -> {
                    if (FetchPhase.WAITING.is(seen)) {
                        return "is waiting for another pod that downloads " + fetch.source();
                    } else if (FetchPhase.VERIFYING.is(seen)) {
                        return "is verifying " + fetch.source() + size(seen);
                    } else if (FetchPhase.DOWNLOADING.is(seen)) {
                        return "is downloading " + fetch.source() + amount(seen);
                    }
                    return "is looking up the files of " + fetch.source();
                })
                .orElseGet(() -> "is downloading " + fetch.source()
                        + fetch.runningSince().map(since -> " since " + since).orElse(""));
    }

    private static String size(FetchProgress seen) {
        return seen.total() == null ? "" : " (" + bytes(seen.total()) + ")";
    }

    private static String amount(FetchProgress seen) {
        var speed = seen.bytesPerSecond();
        if (seen.total() == null || seen.total() == 0) {
            return ": " + bytes(seen.bytes()) + ", " + bytes(speed) + "/s";
        }
        var total = seen.total();
        var left = Math.max(0, total - seen.bytes());
        return ": " + of(seen.bytes(), total) + " (" + (int) Math.min(100, 100.0 * seen.bytes() / total) + " %), "
                + bytes(speed) + "/s" + (speed == 0 ? "" : ", " + duration((left + speed - 1) / speed) + " left");
    }

    /** Two amounts with one unit if it is the same. */
    private static String of(long part, long total) {
        var some = bytes(part);
        var all = bytes(total);
        var unit = all.substring(all.indexOf(' '));
        return (some.endsWith(unit) ? some.substring(0, some.length() - unit.length()) : some) + " of " + all;
    }

    /** An amount in SI units with two significant digits or more. */
    static String bytes(long count) {
        var unit = 0;
        var amount = (double) count;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit > 0 && amount < 9.95 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** A duration with one unit, or with hours and minutes; 4 days at most. */
    static String duration(long seconds) {
        if (seconds < 2 * MINUTE) {
            return seconds + " s";
        } else if (seconds < 2 * HOUR) {
            return (seconds + MINUTE / 2) / MINUTE + " min";
        }
        if (seconds > 4 * DAY) {
            return "more than 4 days";
        }
        return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }
}
