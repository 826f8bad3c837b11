package io.embeddingops.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpecBuilder;
import java.util.Optional;

/**
 * The part of a spec that servers are made of, as text. It is recorded with them, so that they can be repaired when the spec
 * already asks for others.
 */
public final class SpecRecord {

    /** Key of the annotation of a Deployment. */
    public static final String ANNOTATION = EmbeddingService.GROUP + "/spec";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private SpecRecord() {}

    /** The record of a spec. */
    public static String write(EmbeddingServiceSpec spec) {
        try {
            return MAPPER.writeValueAsString(withServersOf(spec, EmbeddingServiceSpec.EMPTY));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the spec", e);
        }
    }

    /** A spec with the servers of a record, and all else of the current spec; empty if the record cannot be read. */
    public static Optional<EmbeddingServiceSpec> read(String record, EmbeddingServiceSpec current) {
        try {
            return Optional.ofNullable(MAPPER.readValue(record, EmbeddingServiceSpec.class))
                    .map(recorded -> withServersOf(recorded, current));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static EmbeddingServiceSpec withServersOf(EmbeddingServiceSpec recorded, EmbeddingServiceSpec others) {
        return EmbeddingServiceSpecBuilder.builder(others)
                .model(recorded.model())
                .device(recorded.device())
                .gpu(recorded.gpu())
                .port(recorded.port())
                .server(recorded.server())
                .pod(recorded.pod())
                .health(recorded.health())
                .access(recorded.access())
                .rollout(recorded.rollout())
                .verification(recorded.verification())
                .upgradePolicy(recorded.upgradePolicy())
                .problems(recorded.problems())
                .build();
    }
}
