package io.embeddingops.status;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Rejection;
import io.embeddingops.resources.SpecFields;
import io.fabric8.kubernetes.api.model.Status;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A write that the API server answered with an error.
 *
 * @param kind kind of the object that was written
 * @param name its name
 * @param fields which fields of the EmbeddingService it is made of; empty if it is not made of any
 */
public record RefusedWrite(String kind, String name, Optional<SpecFields> fields) {

    private static final Pattern NOT_AUTHORIZED =
            Pattern.compile("is forbidden: User \"([^\"]*)\" cannot (\\S+) resource \"([^\"]*)\"");
    private static final int UNAUTHORIZED = 401;

    /** What the answer means for the service. */
    public Verdict verdict(Status answer) {
        var message = Optional.ofNullable(answer.getMessage()).orElse("");
        return Admission.verdict(object(), message).orElseGet(() -> notAdmission(answer, message));
    }

    private Verdict notAdmission(Status answer, String message) {
        var errors = SchemaError.of(answer);
        if (errors.isEmpty()) {
            return Verdict.applyFailed(object() + ": " + failure(answer, message));
        } else if (errors.stream().anyMatch(SchemaError::immutable)) {
            return Verdict.immutable(kind, name);
        }
        var injected = errors.stream().filter(this::isInjected).findFirst();
        return injected.map(error -> Admission.injected(object(), error.field() + ": " + error.message()))
                .orElseGet(() -> Verdict.invalid(
                        new Rejection(errors.stream().map(this::told).toList())));
    }

    private String failure(Status answer, String message) {
        var denied = NOT_AUTHORIZED.matcher(message);
        if (denied.find()) {
            return "the operator's account " + denied.group(1) + " has no permission to " + denied.group(2) + " "
                    + denied.group(3) + "; ask a cluster administrator to grant what the operator's Helm chart grants";
        } else if (Optional.ofNullable(answer.getCode()).orElse(0) == UNAUTHORIZED) {
            return "the API server does not accept the operator's credentials; ask a cluster administrator to renew them";
        }
        var said = message.isEmpty() ? "status " + answer.getCode() : MessageText.oneLine(message);
        return "the API server answered with an error: " + said + "; the operator tries again";
    }

    private boolean isInjected(SchemaError error) {
        return !error.field().isEmpty()
                && fields.filter(known -> !known.isBuilt(error.field())).isPresent();
    }

    private FieldError told(SchemaError error) {
        var field = fields.filter(known -> !error.field().isEmpty()).flatMap(known -> known.origin(error.field()));
        var elsewhere = error.field().isEmpty() ? object() : object() + ": " + error.field();
        return new FieldError(field.orElse(elsewhere), "was refused by the API server: " + error.message());
    }

    private String object() {
        return kind + " " + name;
    }
}
