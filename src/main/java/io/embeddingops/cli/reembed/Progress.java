package io.embeddingops.cli.reembed;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints how far the work is, on standard error. */
final class Progress implements AutoCloseable {

    private static final int PERIOD_SECONDS = 5;

    private final PrintWriter err;
    private final OptionalLong totalTexts;
    private final OptionalLong totalBytes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private long begin = System.nanoTime();
    private long firstTexts;
    private long firstBytes;
    private long texts;
    private long bytes;

    /**
     * Prints nothing yet.
     *
     * @param totalTexts number of texts, if it is known
     * @param totalBytes size of the input, if it is known
     */
    Progress(PrintWriter err, OptionalLong totalTexts, OptionalLong totalBytes) {
        this.err = err;
        this.totalTexts = totalTexts;
        this.totalBytes = totalBytes;
    }

    /** The work begins, with what an earlier run has done. */
    synchronized void start(long doneTexts, long doneBytes) {
        begin = System.nanoTime();
        firstTexts = doneTexts;
        firstBytes = doneBytes;
        update(doneTexts, doneBytes);
        timer.scheduleAtFixedRate(this::show, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    synchronized void update(long doneTexts, long doneBytes) {
        texts = doneTexts;
        bytes = doneBytes;
    }

    /** Prints a line with a name and a text. */
    synchronized void line(String name, String text) {
        err.printf(Locale.ROOT, "%-12s %s%n", name, text);
        err.flush();
    }

    /** Prints a remark. */
    void note(String text) {
        line("note", text);
    }

    /** The texts of this run, their time and speed. */
    synchronized String speed() {
        var seconds = (System.nanoTime() - begin) / 1e9;
        var done = texts - firstTexts;
        return String.format(Locale.ROOT, "%s, %.0f texts/s", time(seconds), done / Math.max(seconds, 0.001));
    }

    private synchronized void show() {
        if (!timer.isShutdown()) {
            line("embedded", of((System.nanoTime() - begin) / 1e9));
        }
    }

    synchronized String of(double seconds) {
        var share = totalTexts.isPresent()
                ? share(texts, totalTexts.getAsLong())
                : totalBytes.isPresent() ? share(bytes, totalBytes.getAsLong()) : -1;
        var before = totalTexts.isPresent()
                ? share(firstTexts, totalTexts.getAsLong())
                : totalBytes.isPresent() ? share(firstBytes, totalBytes.getAsLong()) : 0;
        var text = String.format(
                Locale.ROOT,
                "%d%s texts%s, %.0f texts/s",
                texts,
                totalTexts.isPresent() ? " of " + totalTexts.getAsLong() : "",
                share < 0 ? "" : String.format(Locale.ROOT, " (%.0f %%)", Math.floor(share * 100)),
                (texts - firstTexts) / seconds);
        return share > before && share < 1
                ? text + ", " + time(seconds * (1 - share) / (share - before)) + " left"
                : text;
    }

    private static double share(long part, long total) {
        return total == 0 ? 1 : Math.min(1, (double) part / total);
    }

    private static String time(double seconds) {
        var duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() > 0
                        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                        : duration.toSeconds() + " s";
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
    }
}
