package io.embeddingops.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who resets the replicas of an object with each apply of a manifest. */
public final class AppliedReplicas {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String REPLICAS = "replicas";

    private AppliedReplicas() {}

    /** The name of the manager that applies spec.replicas; empty if there is none. */
    public static Optional<String> manager(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getManagedFields()).orElse(List.of()).stream()
                .filter(entry -> "Apply".equals(entry.getOperation()))
                .filter(AppliedReplicas::ownedBy)
                .map(ManagedFieldsEntry::getManager)
                .findFirst()
                .or(() -> Optional.ofNullable(object.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(LAST_APPLIED))
                        .filter(AppliedReplicas::hasReplicas)
                        .map(any -> "kubectl apply"));
    }

    /** Whether the manager of that entry owns spec.replicas. */
    public static boolean ownedBy(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:" + REPLICAS);
    }

    private static boolean hasReplicas(String applied) {
        try {
            return applied.contains(REPLICAS)
                    && MAPPER.readTree(applied).path("spec").hasNonNull(REPLICAS);
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
