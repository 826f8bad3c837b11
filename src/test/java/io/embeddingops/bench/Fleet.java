package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All resources and what they have become, as watches tell it; its times are those of {@link System#nanoTime}. */
final class Fleet implements AutoCloseable {

    private static final long POLL_MILLISECONDS = 20;

    private final Subject subject;
    private final List<AutoCloseable> watches = new ArrayList<>();
    private final Map<String, Seen> resources = new HashMap<>();
    private final List<Map<String, Seen>> children = new ArrayList<>();
    private final Set<String> converged = new HashSet<>();
    private long lastNews = System.nanoTime();

    /**
     * The last that was heard of an object.
     *
     * @param marked the generation at the last mark; 0 if it was not there
     * @param since when this generation was first heard of
     */
    private record Seen(long generation, long marked, long since) {
        boolean changed() {
            return generation > marked;
        }
    }

    Fleet(Subject subject, Api api) {
        this.subject = subject;
        watches.add(api.watch(subject.path(Subject.NAMESPACE, ""), false, this::resource));
        for (var path : subject.children()) {
            var known = new HashMap<String, Seen>();
            children.add(known);
            watches.add(api.watch(
                    Subject.fill(path, Map.of("namespace", Subject.NAMESPACE)), true, event -> child(known, event)));
        }
    }

    /** From now on only changes of a spec count that are still to come. */
    synchronized void mark() {
        Stream.concat(Stream.of(resources), children.stream())
                .forEach(known ->
                        known.replaceAll((name, seen) -> new Seen(seen.generation(), seen.generation(), seen.since())));
    }

    /**
     * Waits until so many resources have changed since the mark and converged, and the first of their children has
     * changed too.
     *
     * @return when the last of them did
     */
    long await(int count, Progress progress) {
        while (true) {
            var done = done();
            progress.tell(done, count);
            if (done >= count) {
                return lastNews();
            }
            progress.checkPatience(lastNews());
            Pause.milliseconds(POLL_MILLISECONDS);
        }
    }

    /** Waits until that resource and the first of its children have changed; returns the time in between. */
    long awaitChange(String name, Progress progress) {
        while (true) {
            synchronized (this) {
                var resource = resources.get(name);
                var child = children.get(0).get(name);
                if (resource.changed() && child.changed()) {
                    return child.since() - resource.since();
                }
                progress.checkPatience(lastNews);
            }
            Pause.milliseconds(1);
        }
    }

    private synchronized int done() {
        return (int) converged.stream()
                .filter(name -> resources.get(name).changed())
                .filter(name -> children.stream().allMatch(kind -> kind.containsKey(name)))
                .filter(name -> changed(children.get(0).get(name)))
                .count();
    }

    /** Kinds without a generation only have to be there. */
    private static boolean changed(Seen child) {
        return child.generation() == 0 || child.changed();
    }

    private synchronized long lastNews() {
        return lastNews;
    }

    private synchronized void resource(JsonNode event) {
        var object = event.path("object");
        var name = object.at("/metadata/name").asText();
        note(resources, name, object.path("metadata"));
        var changed = subject.converged().holds(object) ? converged.add(name) : converged.remove(name);
        if (changed) {
            lastNews = System.nanoTime();
        }
    }

    private synchronized void child(Map<String, Seen> known, JsonNode event) {
        var metadata = event.path("object").path("metadata");
        var name = metadata.path("name").asText();
        note(known, metadata.at("/ownerReferences/0/name").asText(name), metadata);
        lastNews = System.nanoTime();
    }

    private static void note(Map<String, Seen> known, String name, JsonNode metadata) {
        var generation = metadata.path("generation").asLong();
        var now = System.nanoTime();
        known.merge(
                name,
                new Seen(generation, 0, now),
                (old, first) -> old.generation() == generation ? old : new Seen(generation, old.marked(), now));
    }

    @Override
    public void close() {
        for (var watch : watches) {
            try {
                watch.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
