package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** A trigger of a ScaledObject, with the fields that it has there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record KedaTrigger(
        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Type of the trigger, such as cron.")
        String type,

        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Name of the trigger, unique in the ScaledObject. Default: none.")
        String name,

        @Required @Size(max = 32) @JsonPropertyDescription("The trigger's settings. At most 32.")
        Map<String, String> metadata) {

    public static final KedaTrigger EMPTY = KedaTriggerBuilder.builder().build();
}
