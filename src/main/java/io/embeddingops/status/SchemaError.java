package io.embeddingops.status;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A field of an object that is invalid by the API server's schema.
 *
 * @param field its path in the object; empty if the API server does not name it
 * @param message what is wrong with which value
 */
record SchemaError(String field, String message) {

    /** The API server answers this with status 500, without a reason. */
    private static final Pattern NOT_TYPED =
            Pattern.compile("failed to create typed patch object \\([^)]*\\):\\s*(.*)", Pattern.DOTALL);

    /** The same. */
    private static final Pattern NOT_CONVERTED = Pattern.compile(
            "failed to convert new object \\([^)]*\\) to proper version: unable to convert unstructured object to [^:]+:\\s*(.*)",
            Pattern.DOTALL);

    private static final Pattern FIELD =
            Pattern.compile("(?m)^\\s*\\.((?:[^:\\[\\s]|\\[(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\]\"])*\\])+): (.*)$");
    private static final Pattern INVALID = Pattern.compile(" is invalid:\\s*(.*)", Pattern.DOTALL);
    private static final int UNPROCESSABLE = 422;

    /** All errors in an answer; none if it was not the schema that refused. */
    static List<SchemaError> of(Status answer) {
        var message = Optional.ofNullable(answer.getMessage()).orElse("");
        var fields = causes(answer)
                .filter(cause -> cause.getField() != null && !cause.getField().isEmpty())
                .map(cause -> new SchemaError(cause.getField(), MessageText.oneLine(cause.getMessage())))
                .distinct()
                .toList();
        if (!fields.isEmpty()) {
            return fields;
        }
        var typed = NOT_TYPED.matcher(message);
        if (typed.find()) {
            var found = FIELD.matcher(typed.group(1))
                    .results()
                    .map(error -> new SchemaError(error.group(1), MessageText.oneLine(error.group(2))))
                    .toList();
            return found.isEmpty() ? List.of(new SchemaError("", MessageText.oneLine(typed.group(1)))) : found;
        }
        var code = Optional.ofNullable(answer.getCode()).orElse(0);
        return NOT_CONVERTED
                .matcher(message)
                .results()
                .findFirst()
                .or(() -> code == UNPROCESSABLE
                        ? INVALID.matcher(message).results().findFirst()
                        : Optional.empty())
                .map(SchemaError::withoutField)
                .stream()
                .toList();
    }

    /** Whether the field cannot be changed once the object exists. */
    boolean immutable() {
        return message.contains("field is immutable");
    }

    private static SchemaError withoutField(MatchResult found) {
        return new SchemaError("", MessageText.oneLine(found.group(1)));
    }

    private static Stream<StatusCause> causes(Status answer) {
        return Optional.ofNullable(answer.getDetails()).map(StatusDetails::getCauses).stream()
                .flatMap(List::stream);
    }
}
