package io.embeddingops.plan.kubernetes;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import java.util.Optional;
import java.util.stream.Stream;

/** Annotations of a pod that the API server checks. Most of them are older than the fields that replaced them. */
final class PodAnnotationChecks {

    private static final String CONTAINER = "server";
    private static final String SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
    private static final String CONTAINER_SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    private static final Check SECCOMP_PROFILE = Check.matches(
            text -> text.matches("runtime/default|docker/default|unconfined|localhost/(?!/).*")
                    && !Formats.hasParent(text),
            "must be runtime/default, unconfined or localhost/<profile>");
    private static final Check APP_ARMOR_PROFILE = Check.matches(
            text -> text.matches("|runtime/default|unconfined|localhost/.*"),
            "must be runtime/default, unconfined or localhost/<profile>");

    private record Profile(String field, String type, String path) {

        Stream<FieldError> compare(Value annotation) {
            var agrees = switch (String.valueOf(type)) {
                case "Unconfined" -> annotation.text().equals("unconfined");
                case "RuntimeDefault" -> annotation.text().matches("(runtime|docker)/default");
                case "Localhost" -> annotation.text().equals("localhost/" + path);
                default -> true;
            };
            return agrees ? Stream.empty() : Stream.of(annotation.wrong("must agree with " + field + ": remove it"));
        }
    }

    private PodAnnotationChecks() {}

    static Stream<FieldError> of(Plan plan) {
        var annotations = Value.of("spec.pod.annotations", plan.pod().annotations());
        return annotations.keys().stream().flatMap(key -> annotation(plan, key, annotations.at(key)));
    }

    private static Stream<FieldError> annotation(Plan plan, String key, Value value) {
        if (key.equals(MIRROR)) {
            return Stream.of(value.error("must be removed: only the kubelet sets it"));
        } else if (key.equals(DELETION_COST)) {
            return Check.matches(PodAnnotationChecks::isCost, "must be a whole number of 32 bits")
                    .of(value);
        } else if (key.equals(SECCOMP)) {
            return Stream.concat(SECCOMP_PROFILE.of(value), compare(podSeccomp(plan), value));
        } else if (key.startsWith(CONTAINER_SECCOMP)) {
            return Stream.concat(
                    SECCOMP_PROFILE.of(value),
                    compare(containerSeccomp(plan).filter(any -> key.endsWith("/" + CONTAINER)), value));
        } else if (key.startsWith(APP_ARMOR)) {
            return key.equals(APP_ARMOR + CONTAINER)
                    ? Stream.concat(APP_ARMOR_PROFILE.of(value), compare(appArmor(plan), value))
                    : Stream.of(value.error("names a container that is not in the pod: use " + APP_ARMOR + CONTAINER));
        }
        return Stream.empty();
    }

    private static Stream<FieldError> compare(Optional<Profile> profile, Value annotation) {
        return profile.stream().flatMap(given -> given.compare(annotation));
    }

    private static boolean isCost(String text) {
        return text.matches("0|-?[1-9][0-9]{0,9}") && Long.parseLong(text) == (int) Long.parseLong(text);
    }

    private static Optional<Profile> podSeccomp(Plan plan) {
        return seccomp("spec.pod.securityContext", plan.pod().securityContext().getSeccompProfile());
    }

    private static Optional<Profile> containerSeccomp(Plan plan) {
        return seccomp(
                "spec.server.securityContext", plan.server().securityContext().getSeccompProfile());
    }

    private static Optional<Profile> seccomp(String context, SeccompProfile profile) {
        return Optional.ofNullable(profile)
                .map(given -> new Profile(context + ".seccompProfile", given.getType(), given.getLocalhostProfile()));
    }

    private static Optional<Profile> appArmor(Plan plan) {
        return appArmor(
                        "spec.server.securityContext",
                        plan.server().securityContext().getAppArmorProfile())
                .or(() -> appArmor(
                        "spec.pod.securityContext", plan.pod().securityContext().getAppArmorProfile()));
    }

    private static Optional<Profile> appArmor(String context, AppArmorProfile profile) {
        return Optional.ofNullable(profile)
                .map(given -> new Profile(context + ".appArmorProfile", given.getType(), given.getLocalhostProfile()));
    }
}
