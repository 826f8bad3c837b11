package io.embeddingops.cli.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.api.schema.FieldPath;
import io.embeddingops.plan.FieldError;
import io.embeddingops.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks the metadata as the API server does; the schema of the CRD says nothing about it. */
final class MetadataCheck {

    private static final String METADATA = "metadata";
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "annotations",
            "creationTimestamp",
            "deletionGracePeriodSeconds",
            "deletionTimestamp",
            "finalizers",
            "generateName",
            "generation",
            "labels",
            "managedFields",
            "name",
            "namespace",
            "ownerReferences",
            "resourceVersion",
            "selfLink",
            "uid"));

    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final int MAX_PREFIX = 253;
    private static final int MAX_NAME = 63;

    private MetadataCheck() {}

    static List<FieldError> errors(JsonNode document) {
        var errors = new ArrayList<FieldError>();
        var metadata = document.path(METADATA);
        metadata.properties().forEach(field -> {
            if (!FIELDS.contains(field.getKey())) {
                errors.add(new FieldError(FieldPath.field(METADATA, field.getKey()), unknown(field.getKey())));
            }
        });
        checkKeys("labels", metadata.path("labels"), errors);
        checkKeys("annotations", metadata.path("annotations"), errors);
        metadata.path("labels").properties().forEach(label -> {
            var value = label.getValue().asText();
            if (label.getValue().isTextual() && !value.isEmpty() && !isName(value)) {
                errors.add(new FieldError(
                        FieldPath.field("metadata.labels", label.getKey()),
                        "must have at most 63 letters, digits, '-', '_' and '.', and begin and end with a letter or"
                                + " digit"));
            }
        });
        return errors;
    }

    private static String unknown(String field) {
        return "unknown field"
                + NearestName.of(field, FIELDS)
                        .map(name -> ", did you mean " + name + "?")
                        .orElse(": remove it");
    }

    private static void checkKeys(String name, JsonNode entries, List<FieldError> errors) {
        entries.properties().forEach(entry -> {
            var field = FieldPath.field(METADATA + "." + name, entry.getKey());
            if (!isQualifiedName(entry.getKey())) {
                errors.add(new FieldError(
                        field,
                        "the key must be a name of at most 63 letters, digits, '-', '_' and '.', optionally after a DNS"
                                + " name and '/', such as example.com/team"));
            } else if (!entry.getValue().isTextual() && !entry.getValue().isNull()) {
                errors.add(new FieldError(field, "must be a string: write it in quotes"));
            }
        });
    }

    private static boolean isQualifiedName(String key) {
        var slash = key.indexOf('/');
        var prefix = slash < 0 ? "a" : key.substring(0, slash);
        return prefix.length() <= MAX_PREFIX && PREFIX.matcher(prefix).matches() && isName(key.substring(slash + 1));
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_NAME && NAME.matcher(text).matches();
    }
}
