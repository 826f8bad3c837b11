package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.LongInput;
import io.embeddingops.api.v1alpha1.Pooling;
import io.embeddingops.api.v1alpha1.ReachableEndpoints;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * What the operator's plugin for SGLang does.
 *
 * @param prompts prefixes of a text by name
 * @param maxTextsPerRequest 1 to 65536
 * @param maxRequestBytes 1024 to 1 GiB
 * @param fields paths of the fields that set something here, such as {@code spec.model.pooling}
 */
@RecordBuilder
public record PluginPlan(
        Pooling pooling,
        Map<String, String> prompts,
        LongInput longInput,
        ReachableEndpoints endpoints,
        int maxTextsPerRequest,
        int maxRequestBytes,
        List<String> fields) {

    public PluginPlan {
        prompts = Sorted.copyOf(prompts);
        fields = List.copyOf(fields);
    }
}
