package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Settings for clients of the service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record ClientStatus(
        @JsonPropertyDescription("Name of the ConfigMap with the clients' settings, for envFrom: OPENAI_BASE_URL,"
                + " EMBEDDING_MODEL, EMBEDDING_DIMENSIONS, EMBEDDING_VECTOR_SPACE, and EMBEDDING_MODEL_REVISION if the"
                + " model was downloaded.")
        String configMapName) {

    public static final ClientStatus EMPTY = ClientStatusBuilder.builder().build();
}
