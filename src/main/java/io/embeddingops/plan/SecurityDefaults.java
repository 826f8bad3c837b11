package io.embeddingops.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** The strictest security contexts that SGLang's images run with, overridden by the user's fields one by one. */
public final class SecurityDefaults {

    private static final SecurityContext CONTAINER = new SecurityContextBuilder()
            .withReadOnlyRootFilesystem(true)
            .withAllowPrivilegeEscalation(false)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .build();
    /** The same without the default that contradicts the user's own fields. */
    private static final SecurityContext ESCALATING = new SecurityContextBuilder(CONTAINER)
            .withAllowPrivilegeEscalation(null)
            .build();

    private static final PodSecurityContext POD = new PodSecurityContextBuilder()
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .build();

    private SecurityDefaults() {}

    /** Whether a plan's security context is the operator's default, without any field of the user. */
    public static boolean isOwn(Object context) {
        return context == CONTAINER || context == POD;
    }

    static SecurityContext container(SecurityContext given) {
        return overlay(needsEscalation(given) ? ESCALATING : CONTAINER, given, SecurityContext.class);
    }

    /** Kubernetes refuses such a context together with {@code allowPrivilegeEscalation: false}. */
    private static boolean needsEscalation(SecurityContext given) {
        return given != null
                && (Boolean.TRUE.equals(given.getPrivileged())
                        || given.getCapabilities() != null
                                && given.getCapabilities().getAdd().contains("CAP_SYS_ADMIN"));
    }

    static PodSecurityContext pod(PodSecurityContext given) {
        return overlay(POD, given, PodSecurityContext.class);
    }

    private static <T> T overlay(T defaults, T given, Class<T> type) {
        if (given == null) {
            return defaults;
        }
        ObjectNode tree = Canonical.MAPPER.valueToTree(defaults);
        merge(tree, Canonical.MAPPER.valueToTree(given));
        try {
            return Canonical.MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + type.getSimpleName() + " that was read cannot be merged", e);
        }
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(entry -> {
            if (into.get(entry.getKey()) instanceof ObjectNode below
                    && entry.getValue().isObject()) {
                merge(below, entry.getValue());
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
