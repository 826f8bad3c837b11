package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names the fields of spec.fallback in errors about its servers, which are checked as a service of their own. */
final class FallbackFields {

    private final Map<String, String> fields = new LinkedHashMap<>();

    private FallbackFields() {}

    /** The fields that the fallback sets; the others are those of the service. */
    static FallbackFields of(EmbeddingServiceSpec spec) {
        var fallback = spec.fallback();
        var given = new FallbackFields();
        given.add("spec.server.resources", "spec.fallback.resources", fallback.resources());
        given.add("spec.server.extraArgs", "spec.fallback.extraArgs", fallback.extraArgs());
        given.add("spec.pod.nodeSelector", "spec.fallback.nodeSelector", fallback.nodeSelector());
        given.add("spec.pod.tolerations", "spec.fallback.tolerations", fallback.tolerations());
        given.add("spec.pod.affinity", "spec.fallback.affinity", fallback.affinity());
        given.add("spec.server.image", "spec.fallback.image", fallback.image());
        given.add("spec.replicas", "spec.fallback.replicas", fallback);
        return given;
    }

    private void add(String ofService, String ofFallback, Object value) {
        if (value != null) {
            fields.put(ofService, ofFallback);
        }
    }

    /** The error with the fields in which its author can correct it. */
    FieldError rename(FieldError error) {
        return new FieldError(rename(error.field()), rename(error.message()));
    }

    private String rename(String text) {
        var renamed = text;
        for (var field : fields.entrySet()) {
            renamed = renamed.replace(field.getKey(), field.getValue());
        }
        return renamed;
    }
}
