package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A key of a ConfigMap in the same namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record ConfigMapKeyReference(
        @Required
        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the ConfigMap, 1 to 253 characters.")
        String name,

        @Pattern(Patterns.DATA_KEY)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Key in the ConfigMap, 1 to 253 characters. Default ca.crt.")
        String key) {

    public static final ConfigMapKeyReference EMPTY =
            ConfigMapKeyReferenceBuilder.builder().build();
}
