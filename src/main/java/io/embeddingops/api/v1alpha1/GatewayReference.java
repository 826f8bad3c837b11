package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A Gateway, or a listener of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record GatewayReference(
        @Required
        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the Gateway, 1 to 253 characters.")
        String name,

        @Pattern(Patterns.DNS_LABEL)
        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Namespace of the Gateway. Default: that of the service.")
        String namespace,

        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of a listener. Default: all listeners.")
        String sectionName,

        @Min(1) @Max(65535) @JsonPropertyDescription("Port of the listeners. Default: any.")
        Integer port) {

    public static final GatewayReference EMPTY =
            GatewayReferenceBuilder.builder().build();
}
