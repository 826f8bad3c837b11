package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.exactlyOne;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.stream.Stream;

/** Environment variables. */
final class EnvironmentChecks {

    private static final Check KEY = all(required("name", Formats.DNS_NAME), required("key", Formats.DATA_KEY));

    private static final Check FILE_KEY = all(
            required("key", Formats.VARIABLE),
            required("volumeName", Formats.DNS_LABEL),
            required("path", Check.matches(path -> !Formats.hasParent(path), "must not contain '..'")));

    /** An item of {@code env}. */
    static final Check VARIABLE = all(
            at("name", Formats.VARIABLE),
            at(
                    "valueFrom",
                    exactlyOne("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"),
                    at("fieldRef", FieldRefs.OF_VARIABLE),
                    at("resourceFieldRef", FieldRefs.RESOURCE),
                    at("configMapKeyRef", KEY),
                    at("secretKeyRef", KEY),
                    at("fileKeyRef", FILE_KEY)),
            EnvironmentChecks::oneValue);

    /** An item of {@code envFrom}. */
    static final Check SOURCE = all(
            at("prefix", Formats.VARIABLE),
            exactlyOne("configMapRef", "secretRef"),
            at("configMapRef", required("name", Formats.DNS_NAME_PREFIX)),
            at("secretRef", required("name", Formats.DNS_NAME_PREFIX)));

    private EnvironmentChecks() {}

    private static Stream<FieldError> oneValue(Value variable) {
        return !variable.at("value").isEmpty() && variable.at("valueFrom").isGiven()
                ? Stream.of(variable.at("valueFrom").error("must not be set together with value: keep one of them"))
                : Stream.empty();
    }
}
