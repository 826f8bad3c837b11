package io.embeddingops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the kernel says that a process has used (Linux). */
final class Usage {

    /** USER_HZ, which is 100 on every architecture that JVMs run on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final double KIB_PER_MIB = 1024;

    private Usage() {}

    /** User and system time in seconds, that of its ended threads included. */
    static double cpuSeconds(long pid) {
        var stat = read(pid, "stat");
        // the second field is the program's name in parentheses, and may hold spaces
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1])) / TICKS_PER_SECOND;
    }

    /** The most memory that was resident at any moment so far, in MiB. */
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
