package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.Patterns;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PluginMount;
import io.embeddingops.plan.Policy;
import io.embeddingops.plan.Scratch;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for the model and its source. */
final class ModelRules {

    private static final Pattern DIRECTORY = Pattern.compile(Patterns.DIRECTORY);
    private static final Pattern DOTS = Pattern.compile(Patterns.DOTS);
    private static final Pattern ARCHIVE = Pattern.compile(Patterns.ARCHIVE);
    private static final Pattern SERVED_NAME = Pattern.compile(Patterns.SERVED_NAME);
    private static final Pattern PARENT = Pattern.compile(Patterns.PARENT);

    private ModelRules() {}

    static Stream<FieldError> path(Plan plan, Policy policy) {
        return directory("spec.model.path", plan.model().path());
    }

    static Stream<FieldError> servedName(Plan plan, Policy policy) {
        var name = plan.model().servedName();
        return SERVED_NAME.matcher(name).matches()
                ? Stream.empty()
                : Stream.of(Rule.error("spec.model.servedName", quoted(name) + Messages.SERVED_NAME));
    }

    static Stream<FieldError> source(Plan plan, Policy policy) {
        var source = plan.model().source();
        if (source.orElse(null) instanceof ModelPlan.NodeDirectory node) {
            return directory("spec.model.source.hostPath.path", node.path());
        } else if (source.orElse(null) instanceof ModelPlan.Claim claim) {
            return claim
                    .subPath()
                    .filter(path -> path.startsWith("/") || PARENT.matcher(path).find())
                    .map(path -> Rule.error(
                            "spec.model.source.persistentVolumeClaim.subPath", quoted(path) + Messages.SUB_PATH))
                    .stream();
        }
        return Stream.empty();
    }

    /**
     * An emptyDir at such a path would hide a directory of the image, and two volumes cannot have the same path. A volume of the
     * spec below it can contain the model.
     */
    static Stream<FieldError> scratch(Plan plan, Policy policy) {
        var path = plan.model().path();
        return Scratch.of(plan).stream()
                .map(Scratch::path)
                .filter(scratch -> path.equals(scratch)
                        || plan.model().source().isEmpty() && path.startsWith(scratch + "/") && !isMounted(path, plan))
                .map(scratch -> Rule.error(
                        "spec.model.path",
                        quoted(path) + "must not be in " + scratch
                                + ", where the operator mounts an empty directory: choose another path, or mount a volume"
                                + " with the model there"));
    }

    private static boolean isMounted(String path, Plan plan) {
        return plan.server().volumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .anyMatch(mount -> mount != null && (path + "/").startsWith(mount + "/"));
    }

    /** A volume there would hide the operator's plugin, or be hidden by it. */
    static Stream<FieldError> plugin(Plan plan, Policy policy) {
        var path = plan.model().path();
        return plan.hasPlugin() && PluginMount.covers(path)
                ? Stream.of(Rule.error(
                        "spec.model.path",
                        quoted(path) + "must not be at or below " + PluginMount.RESERVED
                                + ", where the operator mounts its plugin: choose another path"))
                : Stream.empty();
    }

    static Stream<FieldError> dimensions(Plan plan, Policy policy) {
        var seen = new HashSet<Integer>();
        return plan.model().dimensions().stream()
                .filter(dimension -> !seen.add(dimension))
                .map(dimension -> Rule.error("spec.model.dimensions", dimension + " is listed twice: remove one"));
    }

    private static Stream<FieldError> directory(String field, String path) {
        // the plan has already removed one trailing slash
        if (path.endsWith("/") || !DIRECTORY.matcher(path).matches()) {
            return Stream.of(Rule.error(field, quoted(path) + Messages.PATH));
        } else if (DOTS.matcher(path).find()) {
            return Stream.of(Rule.error(field, quoted(path) + Messages.DOTS));
        } else if (ARCHIVE.matcher(path).find()) {
            return Stream.of(Rule.error(field, quoted(path) + Messages.ARCHIVE));
        }
        return Stream.empty();
    }

    private static String quoted(String value) {
        return "\"" + value + "\" ";
    }
}
