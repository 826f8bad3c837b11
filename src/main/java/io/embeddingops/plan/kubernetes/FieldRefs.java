package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** References to fields of the pod and to resources of the container. */
final class FieldRefs {

    private static final List<String> IN_VARIABLES = List.of(
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "spec.nodeName",
            "spec.serviceAccountName",
            "status.hostIP",
            "status.hostIPs",
            "status.podIP",
            "status.podIPs");
    private static final List<String> IN_VOLUMES =
            List.of("metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid");
    private static final Pattern SUBSCRIPT = Pattern.compile("metadata[.](labels|annotations)\\['(.*)'\\]");

    private static final Pattern RESOURCES =
            Pattern.compile("(limits|requests)[.](cpu|memory|ephemeral-storage|hugepages-.*)");
    private static final Pattern OF_CPU = Pattern.compile("0|1|1m");
    private static final Pattern OF_BYTES = Pattern.compile("0|1([kMGTPE]|[KMGTPE]i)?");

    static final Check OF_VARIABLE = fieldRef(IN_VARIABLES);

    /** The resources of the container that has the variable. */
    static final Check RESOURCE = all(
            required(
                    "resource",
                    Check.matches(
                            RESOURCES.asMatchPredicate(),
                            "must be cpu, memory, ephemeral-storage or hugepages-<size>, after limits. or requests.")),
            at("divisor", Formats.QUANTITY),
            FieldRefs::divisor);

    /** The resources of a container, in a volume. */
    static final Check RESOURCE_OF_CONTAINER = all(required("containerName"), RESOURCE);

    /** A file of a downwardAPI volume. */
    static final Check FILE = all(
            required("path", Formats.FILE),
            Check.exactlyOne("fieldRef", "resourceFieldRef"),
            at("fieldRef", fieldRef(IN_VOLUMES)),
            at("resourceFieldRef", RESOURCE_OF_CONTAINER),
            at("mode", Formats.MODE));

    private FieldRefs() {}

    private static Check fieldRef(List<String> paths) {
        return all(
                at("apiVersion", oneOf("v1")),
                required(
                        "fieldPath",
                        Check.matches(
                                path -> paths.contains(path) || isSubscript(path),
                                "must be one of " + String.join(", ", paths)
                                        + ", metadata.labels['<key>'] or metadata.annotations['<key>']")));
    }

    private static boolean isSubscript(String path) {
        var subscript = SUBSCRIPT.matcher(path);
        return subscript.matches()
                && (subscript.group(1).equals("labels")
                        ? Formats.isLabelKey(subscript.group(2))
                        : Formats.isAnnotationKey(subscript.group(2)));
    }

    private static Stream<FieldError> divisor(Value reference) {
        var divisor = reference.at("divisor");
        if (divisor.isEmpty() || !Quantities.isValid(divisor.text())) {
            return Stream.empty();
        } else if (reference.at("resource").text().endsWith(".cpu")) {
            return Check.matches(OF_CPU.asMatchPredicate(), "must be 1 or 1m for cpu")
                    .of(divisor);
        }
        return Check.matches(
                        OF_BYTES.asMatchPredicate(),
                        "must be 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi or 1Ei")
                .of(divisor);
    }
}
