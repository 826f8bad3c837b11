package io.embeddingops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** CPU time and memory of a process, from /proc (Linux). */
final class Usage {

    /** USER_HZ, which is 100 on every architecture that JVMs run on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Columns of /proc/stat: user, nice, system, irq, softirq, steal; not idle and iowait. */
    private static final Set<Integer> BUSY = Set.of(1, 2, 3, 6, 7, 8);

    private static final int USER_TICKS = 11;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final double KIB_PER_MIB = 1024;

    private Usage() {}

    /** User and system time in seconds, including that of ended threads. */
    static double cpuSeconds(long pid) {
        var stat = read(pid, "stat");
        // the second field is the program's name in parentheses, and may contain spaces
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1])) / TICKS_PER_SECOND;
    }

    /** CPU seconds of everything on this machine since it was started. */
    static double machineSeconds() {
        try {
            var fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
            var ticks = 0L;
            for (var i = 1; i < fields.length; i++) {
                ticks += BUSY.contains(i) ? Long.parseLong(fields[i]) : 0;
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The peak resident memory so far, in MiB. */
    static double peakMib(long pid) {
        var found = PEAK.matcher(read(pid, "status"));
        if (!found.find()) {
            throw new IllegalStateException("process " + pid + " has ended");
        }
        return Long.parseLong(found.group(1)) / KIB_PER_MIB;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " has ended", e);
        }
    }
}
