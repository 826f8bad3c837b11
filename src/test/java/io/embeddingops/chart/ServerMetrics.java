package io.embeddingops.chart;

import io.embeddingops.fixtures.Given;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The /metrics page of a real server with keys and priorities under load: SGLang 0.5.23, all-MiniLM-L6-v2 on CPU. */
final class ServerMetrics {

    private static final String PAGE = Given.text(Path.of("src/test/resources/chart/server-metrics.txt"));
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private ServerMetrics() {}

    /** All names, such as {@code sglang:num_requests_total}. */
    static Set<String> names() {
        return PAGE.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the labels of a metric. */
    static Set<String> labels(String metric) {
        return PAGE.lines()
                .filter(line -> line.startsWith(metric + "{"))
                .flatMap(line -> LABEL.matcher(line).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
