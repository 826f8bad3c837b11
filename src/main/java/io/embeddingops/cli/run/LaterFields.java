package io.embeddingops.cli.run;

import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.util.Map;

/** A set of fields in {@code metadata.managedFields}: hundreds of maps for each object, made when somebody looks at them. */
final class LaterFields extends FieldsV1 implements Later {

    private static final long serialVersionUID = 1L;

    private final transient RawJson json;
    private final transient ObjectReader reader;

    LaterFields(RawJson json, ObjectReader reader) {
        this.json = json;
        this.reader = reader;
    }

    /** They are made anew each time, since they would be most of the operator's memory. */
    @Override
    public Map<String, Object> getAdditionalProperties() {
        return json.<FieldsV1>read(reader).getAdditionalProperties();
    }

    @Override
    public void setAdditionalProperty(String name, Object value) {
        throw Later.unchangeable();
    }

    @Override
    public void setAdditionalProperties(Map<String, Object> properties) {
        throw Later.unchangeable();
    }

    @Override
    public RawJson json() {
        return json;
    }
}
