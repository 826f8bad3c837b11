package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A PersistentVolumeClaim that keeps downloaded models. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record CacheClaim(
        @Required
        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the PersistentVolumeClaim, 1 to 253 characters. If pods run on several nodes,"
                + " its access mode must be ReadWriteMany.")
        String claimName) {

    public static final CacheClaim EMPTY = CacheClaimBuilder.builder().build();
}
