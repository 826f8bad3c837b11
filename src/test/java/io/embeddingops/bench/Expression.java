package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A condition on an object: equations such as {@code .status.observedGeneration = .metadata.generation} or
 * {@code .status.conditions[Ready].status = True}, joined by {@code &&}. A path begins with a dot; {@code [X]} picks the
 * list item whose type or name is X; an absent value equals nothing.
 *
 * @param equations all of which must hold
 */
record Expression(List<Equation> equations) {

    /** Two sides, each a path or a literal text. */
    record Equation(String left, String right) {
        boolean holds(JsonNode object) {
            var value = value(left, object);
            return !value.isEmpty() && value.equals(value(right, object));
        }
    }

    static Expression parse(String text) {
        return new Expression(
                Stream.of(text.split("&&")).map(Expression::equation).toList());
    }

    boolean holds(JsonNode object) {
        return equations.stream().allMatch(equation -> equation.holds(object));
    }

    private static Equation equation(String text) {
        var sides = text.split("==?", 2);
        if (sides.length != 2 || !sides[0].strip().startsWith(".")) {
            throw new IllegalArgumentException(
                    "\"" + text.strip() + "\" is not an equation such as .status.phase = Ready");
        }
        return new Equation(sides[0].strip(), sides[1].strip());
    }

    private static String value(String side, JsonNode object) {
        if (!side.startsWith(".")) {
            return side;
        }
        var at = object;
        for (var step : side.substring(1).split("[.]")) {
            var bracket = step.indexOf('[');
            at = at.path(bracket < 0 ? step : step.substring(0, bracket));
            if (bracket >= 0) {
                at = item(at, step.substring(bracket + 1, step.length() - 1));
            }
        }
        return at.asText("");
    }

    private static JsonNode item(JsonNode list, String key) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(item -> key.equals(item.path("type").asText())
                        || key.equals(item.path("name").asText()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
