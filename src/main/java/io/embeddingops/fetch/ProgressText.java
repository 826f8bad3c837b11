package io.embeddingops.fetch;

import io.embeddingops.source.FetchProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The progress for people: a bar that is drawn again and again, or lines. */
final class ProgressText implements AutoCloseable {

    private static final long BAR_MILLIS = 250;
    private static final long LINE_MILLIS = 10_000;
    private static final int BAR_WIDTH = 30;
    private static final String CLEAR = "\r\033[K";

    private final Meter meter;
    private final PrintWriter out;
    private final boolean bar;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "progress-text");
        thread.setDaemon(true);
        return thread;
    });

    ProgressText(Meter meter, PrintWriter out, boolean bar) {
        this.meter = meter;
        this.out = out;
        this.bar = bar;
        var period = bar ? BAR_MILLIS : LINE_MILLIS;
        timer.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
    }

    /** Prints a line, above the bar if there is one. */
    synchronized void line(String text) {
        out.print((bar ? CLEAR : "") + text + "\n");
        out.flush();
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        if (bar) {
            out.print(CLEAR);
            out.flush();
        }
    }

    private synchronized void show() {
        var progress = meter.progress();
        if (timer.isShutdown() || progress.total() == null) {
            return;
        }
        out.print(bar ? CLEAR + bar(progress) + of(progress) : of(progress) + "\n");
        out.flush();
    }

    static String of(FetchProgress progress) {
        var left = progress.total() - progress.bytes();
        var text = progress.phase().toLowerCase(Locale.ROOT) + ": " + ByteText.of(progress.bytes()) + " of "
                + ByteText.of(progress.total()) + " (" + percent(progress) + " %)";
        if (left == 0 || progress.bytesPerSecond() == 0) {
            return text;
        }
        return text + ", " + ByteText.of(progress.bytesPerSecond()) + "/s, "
                + time(Duration.ofSeconds(left / progress.bytesPerSecond())) + " left";
    }

    private static String bar(FetchProgress progress) {
        var filled = (int) (percent(progress) * BAR_WIDTH / 100);
        return "[" + "#".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "] ";
    }

    private static long percent(FetchProgress progress) {
        return progress.total() == 0 ? 100 : progress.bytes() * 100 / progress.total();
    }

    private static String time(Duration duration) {
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() > 0
                        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                        : duration.toSeconds() + " s";
    }
}
