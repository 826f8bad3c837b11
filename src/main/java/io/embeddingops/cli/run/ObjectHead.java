package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** What an object is, which the API server mostly writes before all else that is in it. */
final class ObjectHead {

    private String apiVersion;
    private String kind;
    private String uid;
    private String resourceVersion;

    private ObjectHead() {}

    /** Reads on from an object's beginning until all of that is known, or to the object's end. */
    static ObjectHead read(JsonParser json) throws IOException {
        var head = new ObjectHead();
        head.readFields(json, head::ofObject);
        return head;
    }

    Optional<Kind> kind() {
        return apiVersion == null || kind == null ? Optional.empty() : Optional.of(new Kind(apiVersion, kind));
    }

    /** Stands for all that is in the object. */
    Optional<Version> version() {
        return uid == null || resourceVersion == null
                ? Optional.empty()
                : Optional.of(new Version(uid, resourceVersion));
    }

    /** Reads the value of a field, whose name has been read. */
    private interface Value {
        void read(String field, JsonParser json) throws IOException;
    }

    /** Fields of an object up to its end, or until all is known. */
    private void readFields(JsonParser json, Value value) throws IOException {
        while (!isComplete() && json.nextToken() == JsonToken.FIELD_NAME) {
            var field = json.currentName();
            json.nextToken();
            value.read(field, json);
        }
    }

    private void ofObject(String field, JsonParser json) throws IOException {
        if (field.equals("metadata") && json.isExpectedStartObjectToken()) {
            readFields(json, this::ofMetadata);
            return;
        }
        switch (field) {
            case "apiVersion" -> apiVersion = json.getText();
            case "kind" -> kind = json.getText();
            default -> json.skipChildren();
        }
    }

    private void ofMetadata(String field, JsonParser json) throws IOException {
        switch (field) {
            case "uid" -> uid = json.getText();
            case "resourceVersion" -> resourceVersion = json.getText();
            default -> json.skipChildren();
        }
    }

    private boolean isComplete() {
        return apiVersion != null && kind != null && uid != null && resourceVersion != null;
    }

    record Kind(String apiVersion, String name) {}

    record Version(String uid, String resourceVersion) {}
}
