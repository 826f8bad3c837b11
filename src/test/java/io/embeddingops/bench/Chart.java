package io.embeddingops.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Cost per resource against the number of resources, as SVG. */
final class Chart {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int MARGIN = 56;
    private static final int LEGEND = 230;
    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#d1495b", "#66a182", "#8d6cab", "#edae49", "#3b3b3b", "#00798c", "#a05a2c");

    private Chart() {}

    /** LineSplitter for each operator, and the floor. */
    static String of(SortedMap<Integer, Map<String, Figures>> results) {
        var lines = new LinkedHashMap<String, SortedMap<Integer, Double>>();
        results.forEach((count, operators) -> operators.forEach((name, figures) -> {
            line(lines, "floor: time", count, figures, f -> f.get("each.floor_ms"));
            line(lines, "floor: CPU of API server", count, figures, f -> f.get("each.floor_server_cpu_ms"));
            line(lines, name + ": time", count, figures, f -> f.get("each.ms"));
            line(lines, name + ": CPU", count, figures, f -> f.get("each.cpu_ms"));
            line(lines, name + ": CPU of API server", count, figures, f -> f.get("each.server_cpu_ms"));
        }));
        return draw(List.copyOf(results.keySet()), lines);
    }

    private static void line(
            Map<String, SortedMap<Integer, Double>> lines,
            String name,
            int count,
            Figures figures,
            ToDoubleFunction<Figures> value) {
        lines.computeIfAbsent(name, same -> new TreeMap<>()).put(count, value.applyAsDouble(figures));
    }

    private static String draw(List<Integer> counts, Map<String, SortedMap<Integer, Double>> lines) {
        var top = lines.values().stream()
                        .flatMap(line -> line.values().stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(1)
                * 1.1;
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                        .formatted(WIDTH, HEIGHT)
                + "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + "<text x=\"" + MARGIN + "\" y=\"24\" font-size=\"14\">Cost per resource (ms) against the number of"
                + " resources</text>\n");
        for (var i = 0; i <= 4; i++) {
            var y = y(top * i / 4, top);
            svg.append("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>%n"
                    .formatted(MARGIN, y, WIDTH - LEGEND, y));
            svg.append("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>%n"
                    .formatted(MARGIN - 6, y + 4, top * i / 4));
        }
        for (var count : counts) {
            svg.append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n"
                    .formatted(x(count, counts), HEIGHT - MARGIN + 20, count));
        }
        var number = 0;
        for (var line : lines.entrySet()) {
            var colour = COLOURS.get(number % COLOURS.size());
            svg.append(polyline(line.getValue(), counts, top, colour));
            svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
                    .formatted(WIDTH - LEGEND + 16, MARGIN + 18 * number, colour, line.getKey()));
            number++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String polyline(SortedMap<Integer, Double> line, List<Integer> counts, double top, String colour) {
        var points = new StringBuilder();
        var dots = new StringBuilder();
        line.forEach((count, value) -> {
            points.append("%.1f,%.1f ".formatted(x(count, counts), y(value, top)));
            dots.append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n"
                    .formatted(x(count, counts), y(value, top), colour));
        });
        return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n%s"
                .formatted(points.toString().strip(), colour, dots);
    }

    /** Equal steps, because the numbers of resources usually grow by factors. */
    private static double x(int count, List<Integer> counts) {
        var step = (WIDTH - LEGEND - MARGIN) / (double) Math.max(1, counts.size());
        return MARGIN + step * (counts.indexOf(count) + 0.5);
    }

    private static double y(double value, double top) {
        return HEIGHT - MARGIN - value / top * (HEIGHT - 2 * MARGIN);
    }
}
