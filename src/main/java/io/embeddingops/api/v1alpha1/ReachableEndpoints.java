package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which of SGLang's HTTP endpoints answer. */
public enum ReachableEndpoints {
    /** Only those that embed texts, check health or describe the server. */
    @JsonProperty("Embeddings")
    EMBEDDINGS,
    @JsonProperty("All")
    ALL
}
