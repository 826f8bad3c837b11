package io.embeddingops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Describes the machine on which the figures were measured. */
final class Machine {

    private static final double KIB_PER_GIB = 1 << 20;

    private Machine() {}

    static TreeMap<String, Object> describe() {
        var machine = new TreeMap<String, Object>();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("cpu", field("/proc/cpuinfo", "model name"));
        machine.put(
                "memoryGib",
                Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / KIB_PER_GIB));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("java", Runtime.version().toString());
        return machine;
    }

    static String line() {
        var machine = describe();
        return "%s cores (%s), %s GiB, %s, Java %s"
                .formatted(
                        machine.get("cores"),
                        machine.get("cpu"),
                        machine.get("memoryGib"),
                        machine.get("os"),
                        machine.get("java"));
    }

    private static String field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
