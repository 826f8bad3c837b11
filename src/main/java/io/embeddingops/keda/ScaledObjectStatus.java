package io.embeddingops.keda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * The fields of a ScaledObject's status that the operator reads.
 *
 * @param hpaName name of the HorizontalPodAutoscaler that KEDA made; null until then
 * @param conditions Ready, Active, Fallback and Paused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScaledObjectStatus(String hpaName, List<Condition> conditions) {

    public ScaledObjectStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
