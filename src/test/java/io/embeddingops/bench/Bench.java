package io.embeddingops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs the rounds for each number of resources and each operator, and writes the results. */
final class Bench {

    private static final Path RESULTS = Path.of("target/bench");
    private static final List<Integer> FLOOR_THREADS = List.of(8, 16, 32);

    private Bench() {}

    /**
     * Prints the table.
     *
     * @param arguments numbers of resources, number of rounds, properties files of operators; lists separated by commas.
     *     Then the part to measure: 'all', 'create' (the first phase and the floor) or 'life' (the other phases)
     */
    public static void main(String[] arguments) throws IOException {
        var counts = Stream.of(arguments[0].split(",")).map(Integer::valueOf).toList();
        var rounds = Integer.parseInt(arguments[1]);
        var subjects = Stream.of(arguments[2].split(","))
                .map(Path::of)
                .map(Subject::read)
                .toList();
        var withCreate = !arguments[3].equals("life");
        var withLife = !arguments[3].equals("create");
        Files.createDirectories(RESULTS);
        var results = new TreeMap<Integer, Map<String, Figures>>();
        for (var count : counts) {
            results.put(count, run(count, rounds, subjects, withCreate, withLife));
            var report = Report.of(count, rounds, results.get(count));
            Files.writeString(RESULTS.resolve("table-" + count + ".txt"), report);
            System.out.println(report);
        }
        if (withCreate) {
            Files.writeString(RESULTS.resolve("cost.svg"), Chart.of(results));
        }
        Progress.line("written: " + RESULTS + "/*.json, *.txt" + (withCreate ? ", cost.svg" : ""));
        System.exit(0);
    }

    /** The medians by operator. Each round's figures are written to a file. */
    private static Map<String, Figures> run(
            int count, int rounds, List<Subject> subjects, boolean withCreate, boolean withLife) throws IOException {
        var measured = new LinkedHashMap<String, List<Figures>>();
        var ours = subjects.get(0);
        var threads = withCreate ? FloorPhase.bestThreads(ours, count, FLOOR_THREADS) : 0;
        for (var round = 1; round <= rounds; round++) {
            Progress.line("%d resources, round %d of %d".formatted(count, round, rounds));
            for (var subject : subjects) {
                Progress.line("  " + subject.name());
                var figures = withCreate ? creation(ours, subject, count, threads) : new Figures();
                if (withLife) {
                    figures.putAll(OperatorPhases.life(subject, count));
                }
                measured.computeIfAbsent(subject.name(), name -> new ArrayList<>())
                        .add(figures);
            }
            write(count, measured);
        }
        var medians = new LinkedHashMap<String, Figures>();
        measured.forEach((name, all) -> medians.put(name, Figures.medians(all)));
        return medians;
    }

    /** Runs the floor before and after, because the machine's speed may change from minute to minute. */
    private static Figures creation(Subject ours, Subject subject, int count, int threads) {
        var before = FloorPhase.measure(ours, count, threads);
        var figures = OperatorPhases.creation(subject, count);
        figures.putAll(Figures.mean(before, FloorPhase.measure(ours, count, threads)));
        Ratios.add(figures, count);
        return figures;
    }

    private static void write(int count, Map<String, List<Figures>> measured) throws IOException {
        var operators = new LinkedHashMap<String, Object>();
        measured.forEach((name, rounds) -> operators.put(
                name,
                Map.of(
                        "median", Figures.medians(rounds).values(),
                        "rounds", rounds.stream().map(Figures::values).toList())));
        Files.writeString(
                RESULTS.resolve("result-" + count + ".json"),
                Json.pretty(Map.of("machine", Machine.describe(), "resources", count, "operators", operators)));
    }
}
