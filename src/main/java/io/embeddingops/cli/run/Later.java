package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/** A part of an object that is kept as the JSON it came as, and read when somebody looks at it. */
interface Later extends JsonSerializable {

    RawJson json();

    @Override
    default void serialize(JsonGenerator generator, SerializerProvider serializers) throws IOException {
        if (generator instanceof MapBuffer buffer) {
            buffer.write(json());
        } else {
            json().writeTo(generator);
        }
    }

    @Override
    default void serializeWithType(JsonGenerator generator, SerializerProvider serializers, TypeSerializer type)
            throws IOException {
        serialize(generator, serializers);
    }

    static UnsupportedOperationException unchangeable() {
        return new UnsupportedOperationException("an object that was read may be shared: clone it to change it");
    }
}
