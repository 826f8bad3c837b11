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
 * The defaults that a Deployment's pods were made with, in an annotation of the Deployment: written by the same request
 * as the pod template, the two never disagree.
 */
public final class DefaultsRecord {

    /** The annotation's key. */
    public static final String ANNOTATION = EmbeddingService.GROUP + "/defaults";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DefaultsRecord() {}

    static String write(Plan plan) {
        try {
            return MAPPER.writeValueAsString(OperatorDefaults.recorded(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of words and numbers that cannot be written", e);
        }
    }

    /** What stands there; empty if nothing does that can be understood. */
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
