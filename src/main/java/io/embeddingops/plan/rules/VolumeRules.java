package io.embeddingops.plan.rules;

import io.embeddingops.plan.AccessMount;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.FetchVolume;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PluginMount;
import io.embeddingops.plan.Policy;
import io.embeddingops.plan.Scratch;
import io.embeddingops.plan.bounds.HostPathDemands;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for volumes, mounts and host paths. */
final class VolumeRules {

    private static final Set<String> RESERVED = reserved();

    private VolumeRules() {}

    private static Set<String> reserved() {
        return Stream.concat(Stream.of("model"), Stream.of(Scratch.values()).map(Scratch::volume))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isReserved(String name, Plan plan) {
        return RESERVED.contains(name)
                || plan.hasPlugin() && name.equals(PluginMount.VOLUME)
                || plan.access().apiKeySecret().isPresent() && name.equals(AccessMount.KEYS_VOLUME)
                || plan.access().tls() && name.equals(AccessMount.TLS_VOLUME)
                || DownloadPlan.of(plan).isPresent() && FetchVolume.of(name).isPresent();
    }

    static Stream<FieldError> names(Plan plan, Policy policy) {
        var seen = new HashSet<String>();
        return Item.of("spec.pod.volumes", plan.pod().volumes()).flatMap(volume -> {
            var name = volume.value().getName();
            var field = volume.field() + ".name";
            if (name == null || name.isEmpty()) {
                return Stream.of(Rule.error(field, "is required"));
            } else if (isReserved(name, plan)) {
                return Stream.of(Rule.error(field, name + " is reserved: choose another name"));
            } else if (!seen.add(name)) {
                return Stream.of(Rule.error(field, name + " is listed twice: remove one"));
            }
            return Stream.empty();
        });
    }

    static Stream<FieldError> mounts(Plan plan, Policy policy) {
        var volumes = plan.pod().volumes().stream().map(Volume::getName).collect(Collectors.toSet());
        var seen = new HashSet<String>();
        return Item.of("spec.server.volumeMounts", plan.server().volumeMounts())
                .flatMap(mount -> mount(plan, volumes, seen, mount.value(), mount.field()));
    }

    private static Stream<FieldError> mount(
            Plan plan, Set<String> volumes, Set<String> seen, VolumeMount mount, String field) {
        var path = mount.getMountPath();
        if (path == null || path.isEmpty()) {
            return Stream.of(Rule.error(field + ".mountPath", "is required"));
        } else if (!volumes.contains(mount.getName())) {
            return Stream.of(Rule.error(
                    field + ".name",
                    mount.getName() + " is not a volume in spec.pod.volumes: add a volume with that name"));
        } else if (!seen.add(path)) {
            return Stream.of(Rule.error(field + ".mountPath", path + " is listed twice: remove one"));
        } else if (plan.hasPlugin() && PluginMount.covers(path)) {
            return Stream.of(Rule.error(
                    field + ".mountPath",
                    path + " must not be at or below " + PluginMount.RESERVED
                            + ", where the operator mounts its plugin: choose another path"));
        } else if (plan.model().source().isPresent() && path.equals(plan.model().path())) {
            return Stream.of(Rule.error(
                    field + ".mountPath",
                    path + " is already the mount path of spec.model.source: remove one of them"));
        }
        return Stream.empty();
    }

    static Stream<FieldError> hostPaths(Plan plan, Policy policy) {
        return Item.of("spec.pod.volumes", plan.pod().volumes())
                .filter(volume -> volume.value().getHostPath() != null)
                .filter(volume ->
                        !HostPathDemands.isAbsolute(volume.value().getHostPath().getPath()))
                .map(volume -> Rule.error(
                        volume.field() + ".hostPath.path",
                        "\"" + volume.value().getHostPath().getPath() + "\" must be an absolute path without '..'"));
    }
}
