package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The places where a server must write, since its root file system is read-only; each is an empty directory. */
public enum Scratch {
    /** Shared memory between the server's processes. */
    SHM("shm", "/dev/shm"),
    /** Sockets between the server's processes, and whatever libraries put there. */
    TMP("tmp", "/tmp"),
    /** The home directory, and caches of compiled kernels. */
    CACHE("cache", "/cache");

    private final String volume;
    private final String path;

    Scratch(String volume, String path) {
        this.volume = volume;
        this.path = path;
    }

    /** The name of its volume. */
    public String volume() {
        return volume;
    }

    /** Where it is in the container. */
    public String path() {
        return path;
    }

    /** Those of a plan: a user's own mount takes the place of one, such as a cache that outlives the pod. */
    public static List<Scratch> of(Plan plan) {
        var taken = plan.server().volumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .collect(Collectors.toSet());
        return Stream.of(values())
                .filter(scratch -> !taken.contains(scratch.path))
                .toList();
    }
}
