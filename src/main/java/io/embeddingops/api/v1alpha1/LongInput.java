package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a text with more tokens than the model takes. */
public enum LongInput {
    /** The request fails with status 400. */
    @JsonProperty("Refuse")
    REFUSE,
    /** The text is cut off at the model's maximum. */
    @JsonProperty("Truncate")
    TRUNCATE
}
