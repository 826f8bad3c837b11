package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Creates, edits, scales and deletes resources at random, a few a second; their number stays almost the same. */
final class RandomChanges {

    private static final int PAUSE_MILLISECONDS = 100;
    private static final int MOST_REPLICAS = 3;
    private static final int FEW = 20;

    private final Subject subject;
    private final Api api;
    private final int services;
    private final Random random;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private int number;

    RandomChanges(Subject subject, Api api, int services, long seed) {
        this.subject = subject;
        this.api = api;
        this.services = services;
        this.random = new Random(seed);
    }

    void createAll() {
        IntStream.range(0, services).mapToObj(i -> create()).toList().forEach(CompletableFuture::join);
    }

    /** Makes one change and pauses. */
    void next() {
        var die = random.nextInt(10);
        if (names.size() < services - FEW || die == 0 && names.size() < services) {
            create().join();
        } else if (die <= 1) {
            var name = names.remove(random.nextInt(names.size()));
            made("deleted");
            api.delete(subject.path(Subject.NAMESPACE, name)).join();
        } else if (die <= 4) {
            made("scaled");
            patch("{\"spec\":{\"replicas\":%d}}".formatted(random.nextInt(MOST_REPLICAS)))
                    .join();
        } else if (die <= 6) {
            made("edited");
            patch("{\"spec\":{\"port\":%d}}".formatted(30000 + random.nextInt(100)))
                    .join();
        } else {
            made("edited");
            patch(Subject.fill(subject.edit(), Map.of("number", Integer.toString(1000 + random.nextInt(1000)))))
                    .join();
        }
        Pause.milliseconds(PAUSE_MILLISECONDS);
    }

    List<String> names() {
        return List.copyOf(names);
    }

    int made() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    String kinds() {
        return kinds.toString();
    }

    private CompletableFuture<JsonNode> create() {
        made("created");
        // a deleted name is sometimes reused while its children are still being garbage-collected
        var name = Subject.nameOf(number++ % (services + FEW));
        while (names.contains(name)) {
            name = Subject.nameOf(number++ % (services + FEW));
        }
        names.add(name);
        return api.post(subject.path(Subject.NAMESPACE, ""), subject.manifest(Subject.NAMESPACE, name));
    }

    private CompletableFuture<JsonNode> patch(String patch) {
        return api.mergePatch(subject.path(Subject.NAMESPACE, names.get(random.nextInt(names.size()))), patch);
    }

    private void made(String kind) {
        kinds.merge(kind, 1, Integer::sum);
    }
}
