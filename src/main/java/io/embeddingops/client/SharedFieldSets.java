package io.embeddingops.client;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Shares equal parts of {@code managedFields} between the objects that are read. Such a set consists of hundreds of maps, and
 * those of a spec or a status are the same for similar services; a copy for each object would be half of the operator's memory.
 */
final class SharedFieldSets extends StdConverter<FieldsV1, FieldsV1> {

    private static final Map<Object, WeakReference<Object>> PARTS = new WeakHashMap<>();

    /** Makes {@code ManagedFieldsEntry} use this converter. */
    abstract static class OfEntry {

        @JsonDeserialize(converter = SharedFieldSets.class)
        private FieldsV1 fieldsV1;
    }

    /** Shares f:metadata, f:spec and f:status one by one: metadata names the owner, so it differs. */
    @Override
    public FieldsV1 convert(FieldsV1 read) {
        read.getAdditionalProperties().replaceAll((name, part) -> shared(part));
        return read;
    }

    private static Object shared(Object part) {
        synchronized (PARTS) {
            var known = PARTS.get(part);
            var first = known == null ? null : known.get();
            if (first == null) {
                PARTS.put(part, new WeakReference<>(part));
                return part;
            }
            return first;
        }
    }
}
