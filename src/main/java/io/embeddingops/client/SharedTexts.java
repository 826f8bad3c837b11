package io.embeddingops.client;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.util.Map;

/**
 * Shares equal texts of the ConfigMaps that are read. All services of a version have the same plugin, and a copy of its 30 KB for
 * each would be most of the operator's memory.
 */
final class SharedTexts extends StdConverter<String, String> {

    /** Characters from which a text is worth an entry in the table of shared values. */
    private static final int MIN_LENGTH = 256;

    /** Makes {@code ConfigMap} use this converter. */
    abstract static class OfConfigMap {

        @JsonDeserialize(contentConverter = SharedTexts.class)
        private Map<String, String> data;

        @JsonDeserialize(contentConverter = SharedTexts.class)
        private Map<String, String> binaryData;
    }

    @Override
    public String convert(String read) {
        return read == null || read.length() < MIN_LENGTH ? read : SharedValues.shared(read);
    }
}
