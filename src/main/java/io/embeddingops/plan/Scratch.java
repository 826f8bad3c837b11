package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories that the server writes to, since its root file system is read-only. Each is an emptyDir. */
public enum Scratch {
    /** Shared memory between the server's processes. */
    SHM("shm", "/dev/shm"),
    /** Sockets between the server's processes, and temporary files of libraries. */
    TMP("tmp", "/tmp"),
    /** The home directory, and caches of compiled kernels. */
    CACHE("cache", "/cache");

    private final String volume;
    private final String path;

    Scratch(String volume, String path) {
        this.volume = volume;
        this.path = path;
    }

    /** Name of the volume. */
    public String volume() {
        return volume;
    }

    /** Path in the container. */
    public String path() {
        return path;
    }

    /** The directories of a plan. A mount of the user at the same path, such as a persistent cache, replaces one. */
    public static List<Scratch> of(Plan plan) {
        var taken = plan.server().volumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .collect(Collectors.toSet());
        return Stream.of(values())
                .filter(scratch -> !taken.contains(scratch.path))
                .toList();
    }
}
