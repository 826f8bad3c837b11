package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to the running servers when a change of the spec changes the vectors. */
public enum VectorSpaceTransition {
    /** The servers are replaced as with any other change. */
    @JsonProperty("InPlace")
    IN_PLACE,
    /** The old servers keep serving beside the new ones until the new vectors are accepted. */
    @JsonProperty("SideBySide")
    SIDE_BY_SIDE
}
