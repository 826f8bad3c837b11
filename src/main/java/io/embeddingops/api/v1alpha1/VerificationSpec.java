package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Whether, how often and with what consequence the embeddings themselves are looked at. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record VerificationSpec(
        @JsonPropertyDescription(
                "\"Off\" (in quotes, since YAML reads a bare Off as false): embeddings are not looked at. Warn (default): what is wrong with them stands in the"
                        + " condition Verified, in an Event and in a metric. Enforce: besides, a pod gets no requests before it"
                        + " was verified, so a rollout that would change the vectors stops. Enforce adds a readiness gate, so"
                        + " changing to or from it replaces the pods.")
        VerificationMode mode,

        @Min(60)
        @Max(86400)
        @JsonPropertyDescription("Seconds between two verifications of a running server, 60 to 86400, default 600. The"
                + " first one follows at once when a server becomes ready.")
        Integer intervalSeconds) {

    /** All fields absent. */
    public static final VerificationSpec EMPTY =
            VerificationSpecBuilder.builder().build();
}
