package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.io.IOException;
import java.util.Map;

/** A set of fields in {@code metadata.managedFields}: hundreds of maps for each object, made when somebody looks at them. */
final class LaterFields extends FieldsV1 implements JsonSerializable {

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
        throw unchangeable();
    }

    @Override
    public void setAdditionalProperties(Map<String, Object> properties) {
        throw unchangeable();
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider serializers) throws IOException {
        json.writeTo(generator);
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializerProvider serializers, TypeSerializer type)
            throws IOException {
        json.writeTo(generator);
    }

    private static UnsupportedOperationException unchangeable() {
        return new UnsupportedOperationException("an object that was read may be shared: clone it to change it");
    }
}
