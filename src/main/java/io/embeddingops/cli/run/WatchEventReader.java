package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.WatchEvent;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the events of watches. The API server writes an object's kind first, so the object can be read as it comes;
 * Fabric8 makes a tree of it before it looks for the kind, which costs as much again.
 */
final class WatchEventReader extends StdDeserializer<WatchEvent> {

    private static final long serialVersionUID = 1L;

    private final transient Map<Kind, Class<? extends KubernetesResource>> types;

    private record Kind(String apiVersion, String name) {}

    /** For objects of those types; others are left to Fabric8. */
    WatchEventReader(Stream<Class<? extends KubernetesResource>> types) {
        super(WatchEvent.class);
        this.types = types.collect(Collectors.toMap(
                type -> new Kind(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)), Function.identity()));
    }

    @Override
    public WatchEvent deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        var event = new WatchEvent();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "type" -> event.setType(parser.getText());
                case "object" -> event.setObject(object(parser, context));
                default -> parser.skipChildren();
            }
        }
        return event;
    }

    /** Reads only as far as the kind, and then all of it. */
    private KubernetesResource object(JsonParser parser, DeserializationContext context) throws IOException {
        try (var begin = new TokenBuffer(parser, context)) {
            String apiVersion = null;
            String kind = null;
            begin.writeStartObject();
            while ((apiVersion == null || kind == null) && parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                if (field.equals("apiVersion")) {
                    apiVersion = parser.getText();
                } else if (field.equals("kind")) {
                    kind = parser.getText();
                }
                begin.writeFieldName(field);
                begin.copyCurrentStructure(parser);
            }
            if (parser.currentToken() == JsonToken.END_OBJECT) {
                begin.writeEndObject();
            }
            var type = types.getOrDefault(new Kind(apiVersion, kind), KubernetesResource.class);
            // not to be closed, which would close the parser
            var all = JsonParserSequence.createFlattened(false, begin.asParser(parser), parser);
            all.nextToken();
            return context.readValue(all, type);
        }
    }
}
