package io.embeddingops.api.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Records what Jackson cannot read and continues with null in its place, so that all problems are reported at once. */
final class ProblemCollector extends DeserializationProblemHandler {

    private final List<SpecProblem> found = new ArrayList<>();

    List<SpecProblem> found() {
        return found;
    }

    void wrongType(String field, String message) {
        found.add(new SpecProblem(SpecProblem.Kind.WRONG_TYPE, field, message));
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context, JsonParser parser, JsonDeserializer<?> reader, Object bean, String name)
            throws IOException {
        found.add(new SpecProblem(
                SpecProblem.Kind.UNKNOWN_FIELD,
                field(context, name),
                "is not a field of EmbeddingService v1alpha1; it is ignored"));
        parser.skipChildren();
        return true;
    }

    @Override
    public Object handleWeirdStringValue(
            DeserializationContext context, Class<?> target, String value, String failure) {
        return noted(context, target, "\"" + value + "\"");
    }

    @Override
    public Object handleWeirdNumberValue(
            DeserializationContext context, Class<?> target, Number value, String failure) {
        return noted(context, target, String.valueOf(value));
    }

    @Override
    public Object handleUnexpectedToken(
            DeserializationContext context, JavaType target, JsonToken token, JsonParser parser, String failure)
            throws IOException {
        var value = parser.readValueAsTree().toString();
        return noted(context, target.getRawClass(), value);
    }

    @Override
    public Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> target,
            com.fasterxml.jackson.databind.deser.ValueInstantiator instantiator,
            JsonParser parser,
            String failure)
            throws IOException {
        return noted(context, target, parser.readValueAsTree().toString());
    }

    private Object noted(DeserializationContext context, Class<?> target, String value) {
        wrongType(field(context, null), value + " is not " + article(target));
        return null;
    }

    private static String article(Class<?> target) {
        if (Number.class.isAssignableFrom(target)) {
            return "a whole number";
        } else if (target == Boolean.class || target == boolean.class) {
            return "true or false";
        } else if (target == String.class) {
            return "a string";
        } else if (Iterable.class.isAssignableFrom(target)) {
            return "a list";
        } else if (target.isEnum()) {
            return "a known value";
        }
        return "an object";
    }

    private static String field(DeserializationContext context, String last) {
        var path = new StringBuilder();
        for (var at = context.getParser().getParsingContext(); at != null; at = at.getParent()) {
            if (at.inArray() && at.getParent() != null) {
                path.insert(0, "[" + at.getCurrentIndex() + "]");
            } else if (at.inObject() && at.getCurrentName() != null) {
                path.insert(0, "." + at.getCurrentName());
            }
        }
        var field = "spec" + path;
        return last == null || field.endsWith("." + last) ? field : field + "." + last;
    }

    static String field(List<JsonMappingException.Reference> path) {
        var field = new StringBuilder("spec");
        for (var step : path) {
            field.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
        }
        return field.toString();
    }
}
