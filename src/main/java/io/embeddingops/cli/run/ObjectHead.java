package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.Optional;

/**
 * The beginning of an object as the API server writes it, kind, name and version first, which tells what it is before all
 * of it is read.
 */
final class ObjectHead {

    private final TokenBuffer read;
    private final JsonParser rest;
    private String apiVersion;
    private String kind;
    private String uid;
    private String resourceVersion;

    private ObjectHead(JsonParser json, ObjectMapper mapper) {
        this.read = new TokenBuffer(mapper, false);
        this.rest = json;
    }

    /** Reads on from an object's beginning until all of that is known, or to the object's end. */
    static ObjectHead read(JsonParser json, ObjectMapper mapper) throws IOException {
        var head = new ObjectHead(json, mapper);
        head.readFields(head::ofObject);
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

    /** The whole object once more, before its first token. */
    JsonParser all() {
        // not to be closed, which would close the parser
        return JsonParserSequence.createFlattened(false, read.asParser(rest), rest);
    }

    /** Reads the value of a field, whose name has been read, on to the buffer. */
    private interface Value {
        void read(String field) throws IOException;
    }

    /** Fields of an object up to its end, or until all is known; then what is left of it stays unread. */
    private void readFields(Value value) throws IOException {
        read.writeStartObject();
        while (!isComplete() && rest.nextToken() == JsonToken.FIELD_NAME) {
            var field = rest.currentName();
            rest.nextToken();
            read.writeFieldName(field);
            value.read(field);
        }
        if (!isComplete()) {
            read.writeEndObject();
        }
    }

    private void ofObject(String field) throws IOException {
        if (field.equals("metadata") && rest.currentToken() == JsonToken.START_OBJECT) {
            readFields(this::ofMetadata);
            return;
        }
        switch (field) {
            case "apiVersion" -> apiVersion = rest.getText();
            case "kind" -> kind = rest.getText();
            default -> {}
        }
        read.copyCurrentStructure(rest);
    }

    private void ofMetadata(String field) throws IOException {
        switch (field) {
            case "uid" -> uid = rest.getText();
            case "resourceVersion" -> resourceVersion = rest.getText();
            default -> {}
        }
        read.copyCurrentStructure(rest);
    }

    private boolean isComplete() {
        return apiVersion != null && kind != null && uid != null && resourceVersion != null;
    }

    record Kind(String apiVersion, String name) {}

    record Version(String uid, String resourceVersion) {}
}
