package io.embeddingops.cli.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.fetch.store.CacheEntry;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code cache ls} prints. */
public final class CacheText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> HEADER =
            List.of("MODEL", "REVISION", "STATE", "SIZE", "FILES", "USED BY", "LAST USED");
    private static final String UNITS = "KMGTP";
    private static final int UNIT = 1024;
    private static final String NONE = "-";

    private CacheText() {}

    /** One line per revision. */
    public static String table(List<CacheEntry> entries) {
        var rows = new ArrayList<>(List.of(HEADER));
        entries.forEach(entry -> rows.add(row(entry)));
        var widths = IntStream.range(0, HEADER.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(widths[column] - row.get(column).length()))
                        .collect(Collectors.joining("   "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** An array of objects. */
    public static String json(List<CacheEntry> entries) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    entries.stream().map(CacheText::object).toList())
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always valid JSON", e);
        }
    }

    /** Bytes in the largest unit that leaves at least one digit before the point, as {@code ls -h} prints them. */
    static String size(long bytes) {
        if (bytes < UNIT) {
            return bytes + "B";
        }
        var value = (double) bytes / UNIT;
        var unit = 0;
        while (value >= UNIT && unit < UNITS.length() - 1) {
            value /= UNIT;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f%ci", value, UNITS.charAt(unit));
    }

    private static List<String> row(CacheEntry entry) {
        var users = entry.uses().stream().map(CacheEntry.Use::user).collect(Collectors.joining(","));
        return List.of(
                entry.model(),
                entry.revision(),
                entry.state().toString(),
                size(entry.bytes()),
                entry.files() == 0 ? NONE : String.valueOf(entry.files()),
                users.isEmpty() ? NONE : users,
                entry.lastUsed()
                        .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse(NONE));
    }

    private static Map<String, Object> object(CacheEntry entry) {
        var object = new LinkedHashMap<String, Object>();
        object.put("model", entry.model());
        object.put("revision", entry.revision());
        object.put("state", entry.state().toString());
        object.put("bytes", entry.bytes());
        object.put("files", entry.files());
        object.put(
                "uses",
                entry.uses().stream()
                        .map(use ->
                                Map.of("service", use.user(), "last", use.last().toString()))
                        .toList());
        object.put("directory", entry.directory().toString());
        return object;
    }
}
