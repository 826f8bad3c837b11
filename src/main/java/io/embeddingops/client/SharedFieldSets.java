package io.embeddingops.client;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.FieldsV1;

/**
 * Shares equal parts of {@code managedFields} between the objects that are read. Such a set consists of hundreds of maps, and
 * those of a spec or a status are the same for similar services; a copy for each object would be half of the operator's memory.
 */
final class SharedFieldSets extends StdConverter<FieldsV1, FieldsV1> {

    /** Makes {@code ManagedFieldsEntry} use this converter. */
    abstract static class OfEntry {

        @JsonDeserialize(converter = SharedFieldSets.class)
        private FieldsV1 fieldsV1;
    }

    /** Shares f:metadata, f:spec and f:status one by one: metadata names the owner, so it differs. */
    @Override
    public FieldsV1 convert(FieldsV1 read) {
        read.getAdditionalProperties().replaceAll((name, part) -> SharedValues.shared(part));
        return read;
    }
}
