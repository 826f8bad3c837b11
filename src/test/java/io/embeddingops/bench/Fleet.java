package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All resources and what they have become; its times are those of {@link System#nanoTime}. Only the resources are watched,
 * unless single changes are to be timed: a watch of the children would cost the API server something in which the operator
 * has no part. They are counted when all resources have converged.
 */
final class Fleet implements AutoCloseable {

    private static final long POLL_MILLISECONDS = 20;

    private final Subject subject;
    private final Api api;
    private final List<Watch> watches = new ArrayList<>();
    private final Map<String, Seen> resources = new HashMap<>();
    private final Map<String, Seen> children = new HashMap<>();
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

        Seen mark() {
            return new Seen(generation, generation, since);
        }
    }

    /**
     * Begins to watch.
     *
     * @param alsoChildren whether the first kind of children is watched too
     */
    Fleet(Subject subject, Api api, boolean alsoChildren) {
        this.subject = subject;
        this.api = api;
        watches.add(api.watch(subject.path(Subject.NAMESPACE, ""), false, this::resource));
        if (alsoChildren) {
            watches.add(api.watch(path(subject.children().get(0)), true, event -> child(event.path("object"))));
        }
        api.listMetadata(subject.path(Subject.NAMESPACE, ""))
                .path("items")
                .forEach(item -> note(resources, item.at("/metadata/name").asText(), item.path("metadata")));
        mark();
    }

    /** From now on only changes of a spec count that are still to come. */
    synchronized void mark() {
        listChildren();
        resources.replaceAll((name, seen) -> seen.mark());
        children.replaceAll((name, seen) -> seen.mark());
    }

    /** The same for that resource and its children. */
    synchronized void mark(String name) {
        resources.computeIfPresent(name, (same, seen) -> seen.mark());
        children.computeIfPresent(name, (same, seen) -> seen.mark());
    }

    /**
     * Waits until so many resources have changed since the mark and converged, and their children are there, the first
     * of them changed too.
     *
     * @return when the last of them did
     */
    long await(int count, Progress progress) {
        while (true) {
            var done = done();
            progress.tell(done, count);
            if (done >= count) {
                var end = lastNews();
                return complete(count) ? end : awaitChildren(count, progress);
            }
            progress.checkPatience(lastNews());
            Pause.milliseconds(POLL_MILLISECONDS);
        }
    }

    private long awaitChildren(int count, Progress progress) {
        while (!complete(count)) {
            progress.checkPatience(lastNews());
            Pause.milliseconds(POLL_MILLISECONDS);
        }
        return System.nanoTime();
    }

    private boolean complete(int count) {
        listChildren();
        return changedChildren() >= count
                && subject.children().stream()
                        .skip(1)
                        .allMatch(path ->
                                api.listMetadata(path(path)).path("items").size() >= count);
    }

    private void listChildren() {
        api.listMetadata(path(subject.children().get(0))).path("items").forEach(this::child);
    }

    /** Waits until that resource and the first of its children have changed; returns the time in between. */
    long awaitChange(String name, Progress progress) {
        while (true) {
            synchronized (this) {
                var resource = resources.get(name);
                var child = children.get(name);
                if (resource.changed() && child.changed()) {
                    return child.since() - resource.since();
                }
                progress.checkPatience(lastNews);
            }
            Pause.milliseconds(1);
        }
    }

    private synchronized int done() {
        return (int)
                converged.stream().filter(name -> resources.get(name).changed()).count();
    }

    /** Kinds without a generation only have to be there. */
    private synchronized int changedChildren() {
        return (int) children.values().stream()
                .filter(child -> child.generation() == 0 || child.changed())
                .count();
    }

    private static String path(String path) {
        return Subject.fill(path, Map.of("namespace", Subject.NAMESPACE));
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

    private synchronized void child(JsonNode object) {
        var metadata = object.path("metadata");
        var name = metadata.path("name").asText();
        note(children, metadata.at("/ownerReferences/0/name").asText(name), metadata);
    }

    private static void note(Map<String, Seen> known, String name, JsonNode metadata) {
        var generation = metadata.path("generation").asLong();
        var now = System.nanoTime();
        known.merge(
                name,
                new Seen(generation, 0, now),
                (old, first) -> old.generation() >= generation ? old : new Seen(generation, old.marked(), now));
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
