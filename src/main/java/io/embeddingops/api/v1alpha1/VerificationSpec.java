package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Whether and how often the embeddings are verified, and what happens when they are wrong. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record VerificationSpec(
        @JsonPropertyDescription("\"Off\" (in quotes, since YAML reads a bare Off as false): embeddings are not"
                + " verified. Warn (default): problems are reported in the condition Verified, in an Event"
                + " and in a metric. Enforce: in addition, a pod gets no requests before it is verified,"
                + " so a rollout that would change the vectors stops. Enforce adds a readiness gate, so"
                + " changing to or from it replaces the pods.")
        VerificationMode mode,

        @Min(60)
        @Max(86400)
        @JsonPropertyDescription("Seconds between two verifications of a running server, 60 to 86400, default 600. The"
                + " first one starts as soon as the server is ready.")
        Integer intervalSeconds) {

    public static final VerificationSpec EMPTY =
            VerificationSpecBuilder.builder().build();
}
