package io.embeddingops.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Detects documents that are not an EmbeddingService, for which schema errors would be misleading. */
final class ForeignKind {

    private ForeignKind() {}

    static List<FieldError> errors(JsonNode document) {
        if (!document.isObject()) {
            return List.of(new FieldError("", "the document is not an object: it must have apiVersion and kind"));
        }
        var errors = new ArrayList<FieldError>();
        compare(document, "apiVersion", EmbeddingService.API_VERSION, errors);
        compare(document, "kind", EmbeddingService.KIND, errors);
        return errors;
    }

    private static void compare(JsonNode document, String field, String expected, List<FieldError> errors) {
        var value = document.path(field);
        if (!value.asText().equals(expected)) {
            errors.add(new FieldError(
                    field,
                    (value.isMissingNode() || value.isNull() ? "is missing" : value + " cannot be rendered")
                            + ": it must be " + expected));
        }
    }
}
