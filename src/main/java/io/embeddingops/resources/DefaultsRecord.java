package io.embeddingops.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.api.v1alpha1.DefaultsStatus;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.OperatorDefaults;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * Records the operator defaults of a Deployment's pods in an annotation of the Deployment. Both are written in the same
 * request, so the annotation always matches the pod template.
 */
public final class DefaultsRecord {

    /** Key of the annotation. */
    public static final String ANNOTATION = EmbeddingService.GROUP + "/defaults";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DefaultsRecord() {}

    static String write(Plan plan) {
        try {
            return MAPPER.writeValueAsString(OperatorDefaults.recorded(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the defaults", e);
        }
    }

    /** The recorded defaults; empty if there are none or they cannot be read. */
    public static Optional<OperatorDefaults> of(HasMetadata deployment) {
        return Optional.ofNullable(deployment.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ANNOTATION))
                .flatMap(DefaultsRecord::read);
    }

    private static Optional<OperatorDefaults> read(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, DefaultsStatus.class))
                    .flatMap(OperatorDefaults::of);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
