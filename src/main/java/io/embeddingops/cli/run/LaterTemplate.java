package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Map;

/** A Deployment's template: most of what it consists of, and only needed to compare it with what is wanted, as JSON. */
final class LaterTemplate extends PodTemplateSpec implements JsonSerializable {

    private static final long serialVersionUID = 1L;

    private final transient RawJson json;
    private final transient ObjectReader reader;
    private transient WeakReference<PodTemplateSpec> last = new WeakReference<>(null);

    LaterTemplate(RawJson json, ObjectReader reader) {
        this.json = json;
        this.reader = reader;
    }

    @Override
    public ObjectMeta getMetadata() {
        return template().getMetadata();
    }

    @Override
    public void setMetadata(ObjectMeta metadata) {
        throw unchangeable();
    }

    @Override
    public PodSpec getSpec() {
        return template().getSpec();
    }

    @Override
    public void setSpec(PodSpec spec) {
        throw unchangeable();
    }

    @Override
    public Map<String, Object> getAdditionalProperties() {
        return template().getAdditionalProperties();
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

    /** Whoever asks, asks several times; but not to be kept for good, since it takes much more memory than its text. */
    private synchronized PodTemplateSpec template() {
        var template = last.get();
        if (template == null) {
            template = json.read(reader);
            last = new WeakReference<>(template);
        }
        return template;
    }

    private static UnsupportedOperationException unchangeable() {
        return new UnsupportedOperationException("an object that was read may be shared: clone it to change it");
    }
}
