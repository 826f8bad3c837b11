package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of all resources and their children. Times are those of {@link System#nanoTime}. Only the resources are watched,
 * unless single changes are timed, because a watch of the children would add load to the API server. The children are
 * counted once all resources have converged.
 */
final class ResourceTracker implements AutoCloseable {

    private static final long POLL_MILLISECONDS = 20;

    private final Subject subject;
    private final Api api;
    private final List<Watch> watches = new ArrayList<>();
    private final Map<String, Seen> resources = new HashMap<>();
    private final Map<String, Seen> children = new HashMap<>();
    private final Set<String> converged = new HashSet<>();
    private long lastChange = System.nanoTime();

    /**
     * The last known state of an object.
     *
     * @param marked the generation at the last mark; 0 if the object did not exist
     * @param since when this generation was first seen
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
     * Starts watching.
     *
     * @param alsoChildren whether the first kind of children is also watched
     */
    ResourceTracker(Subject subject, Api api, boolean alsoChildren) {
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

    /** From now on only later changes of a spec count. */
    synchronized void mark() {
        listChildren();
        resources.replaceAll((name, seen) -> seen.mark());
        children.replaceAll((name, seen) -> seen.mark());
    }

    /** The same for one resource and its children. */
    synchronized void mark(String name) {
        resources.computeIfPresent(name, (same, seen) -> seen.mark());
        children.computeIfPresent(name, (same, seen) -> seen.mark());
    }

    /**
     * Waits until that many resources have changed since the mark and converged, and their children exist and the first
     * kind of them has changed as well.
     *
     * @return when the last resource converged
     */
    long await(int count, Progress progress) {
        while (true) {
            var done = done();
            progress.report(done, count);
            if (done >= count) {
                var end = lastChange();
                return complete(count) ? end : awaitChildren(count, progress);
            }
            progress.failIfStalled(lastChange());
            Pause.milliseconds(POLL_MILLISECONDS);
        }
    }

    private long awaitChildren(int count, Progress progress) {
        while (!complete(count)) {
            progress.failIfStalled(lastChange());
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

    /** Waits until that resource and its first child have changed, and returns the time between the two changes. */
    long awaitChange(String name, Progress progress) {
        while (true) {
            synchronized (this) {
                var resource = resources.get(name);
                var child = children.get(name);
                if (resource.changed() && child.changed()) {
                    return child.since() - resource.since();
                }
                progress.failIfStalled(lastChange);
            }
            Pause.milliseconds(1);
        }
    }

    private synchronized int done() {
        return (int)
                converged.stream().filter(name -> resources.get(name).changed()).count();
    }

    /** Objects of kinds without a generation only have to exist. */
    private synchronized int changedChildren() {
        return (int) children.values().stream()
                .filter(child -> child.generation() == 0 || child.changed())
                .count();
    }

    private static String path(String path) {
        return Subject.fill(path, Map.of("namespace", Subject.NAMESPACE));
    }

    private synchronized long lastChange() {
        return lastChange;
    }

    private synchronized void resource(JsonNode event) {
        var object = event.path("object");
        var name = object.at("/metadata/name").asText();
        note(resources, name, object.path("metadata"));
        var changed = subject.converged().holds(object) ? converged.add(name) : converged.remove(name);
        if (changed) {
            lastChange = System.nanoTime();
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
