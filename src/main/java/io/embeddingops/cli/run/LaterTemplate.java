package io.embeddingops.cli.run;

import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.lang.ref.WeakReference;
import java.util.Map;

/** A Deployment's template: most of what it consists of, and only needed to compare it with what is wanted, as JSON. */
final class LaterTemplate extends PodTemplateSpec implements Later {

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
        throw Later.unchangeable();
    }

    @Override
    public PodSpec getSpec() {
        return template().getSpec();
    }

    @Override
    public void setSpec(PodSpec spec) {
        throw Later.unchangeable();
    }

    @Override
    public Map<String, Object> getAdditionalProperties() {
        return template().getAdditionalProperties();
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

    /** Whoever asks, asks several times; but not to be kept for good, since it takes much more memory than its text. */
    private synchronized PodTemplateSpec template() {
        var template = last.get();
        if (template == null) {
            template = json.read(reader);
            last = new WeakReference<>(template);
        }
        return template;
    }
}
