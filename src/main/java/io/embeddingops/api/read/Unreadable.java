package io.embeddingops.api.read;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A value of a spec that cannot be read.
 *
 * @param spec the whole spec
 * @param error what Jackson found, with the path of the value
 */
record Unreadable(JsonNode spec, JsonMappingException error) {

    SpecProblem problem() {
        if (error instanceof UnrecognizedPropertyException) {
            return new SpecProblem(
                    SpecProblem.Kind.UNKNOWN_FIELD,
                    field(),
                    "is not a field of EmbeddingService v1alpha1; it is ignored");
        }
        return new SpecProblem(SpecProblem.Kind.WRONG_TYPE, field(), wrongType());
    }

    /** Takes the value out of the spec; false if it is the spec itself. */
    boolean remove() {
        var path = error.getPath();
        if (path.isEmpty() || value(path).isMissingNode() || value(path).isNull()) {
            return false;
        }
        var last = path.get(path.size() - 1);
        var parent = value(path.subList(0, path.size() - 1));
        if (parent instanceof ObjectNode object) {
            object.remove(last.getFieldName());
            return true;
        } else if (parent instanceof ArrayNode array) {
            // a null keeps the places of the items after it
            array.setNull(last.getIndex());
            return true;
        }
        return false;
    }

    private String wrongType() {
        if (error instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return value(error.getPath()) + " is not " + article(mismatch.getTargetType());
        }
        return error.getOriginalMessage();
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

    private String field() {
        var field = new StringBuilder("spec");
        for (var step : error.getPath()) {
            field.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
        }
        return field.toString();
    }

    private JsonNode value(List<Reference> path) {
        var node = spec;
        for (var step : path) {
            node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
        }
        return node;
    }
}
