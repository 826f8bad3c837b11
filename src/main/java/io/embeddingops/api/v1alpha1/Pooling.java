package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the vectors of a text's tokens become the vector of the text. */
public enum Pooling {
    /** As the files of the model directory say, or SGLang's own if they say nothing. */
    @JsonProperty("FromModel")
    FROM_MODEL,
    /** SGLang's own pooling. */
    @JsonProperty("Engine")
    ENGINE,
    @JsonProperty("Cls")
    CLS,
    @JsonProperty("Mean")
    MEAN,
    @JsonProperty("LastToken")
    LAST_TOKEN,
    @JsonProperty("Max")
    MAX,
    @JsonProperty("MeanSqrtLen")
    MEAN_SQRT_LEN,
    @JsonProperty("WeightedMean")
    WEIGHTED_MEAN
}
