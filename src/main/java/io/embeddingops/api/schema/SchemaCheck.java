package io.embeddingops.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Validates a document without a cluster: finds what the API server would refuse, and unknown fields, which it would
 * drop. CEL rules are not evaluated, because the planner has the same rules.
 */
public final class SchemaCheck {

    private final JsonNode structural;
    private final JsonSchema validator;
    private final ErrorMessages messages;

    private SchemaCheck(JsonNode structural) {
        this.structural = structural;
        var strict = StrictSchema.of(structural);
        this.messages = new ErrorMessages(strict);
        this.validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(strict, SchemaValidatorsConfig.builder().build());
    }

    /** A check against the bundled CRD. Reuse it: creating it is expensive. */
    public static SchemaCheck bundled() {
        return new SchemaCheck(BundledCrd.schema());
    }

    /** All errors of the document. Null values count as absent, as in the API server. */
    public List<SchemaError> errors(JsonNode document) {
        var present = Nulls.removed(document);
        var errors = new LinkedHashSet<SchemaError>();
        validator.validate(present).forEach(message -> errors.add(messages.of(message)));
        errors.addAll(ListMapKeys.duplicates(structural, present));
        return List.copyOf(errors);
    }
}
