package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.items;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.stream.Stream;

/** The PersistentVolumeClaim of an ephemeral volume. */
final class ClaimChecks {

    private static final String ALONE = "ReadWriteOncePod";

    private static final Check SOURCE = all(
            required("name"),
            required("kind"),
            at("apiGroup", Formats.DNS_NAME),
            at("namespace", Formats.DNS_LABEL),
            source -> source.at("apiGroup").isEmpty()
                            && !source.at("kind").isEmpty()
                            && !source.at("kind").text().equals("PersistentVolumeClaim")
                    ? Stream.of(source.at("apiGroup").error("is required, unless kind is PersistentVolumeClaim"))
                    : Stream.empty());

    private static final Check CLAIM = all(
            required("accessModes"),
            items("accessModes", oneOf("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", ALONE)),
            ClaimChecks::modes,
            at("selector", SelectorChecks.LABEL_SELECTOR),
            required("resources", required("requests", required("storage", Formats.QUANTITY))),
            at("resources", ClaimChecks::amounts),
            at("storageClassName", Formats.DNS_NAME),
            at("volumeAttributesClassName", Formats.DNS_NAME),
            given("volumeMode", oneOf("Filesystem", "Block")),
            at("dataSource", SOURCE),
            at("dataSourceRef", SOURCE),
            ClaimChecks::sameSource);

    /** A {@code volumeClaimTemplate}. */
    static final Check TEMPLATE = all(at("metadata", ClaimChecks::metadata), required("spec", CLAIM));

    private ClaimChecks() {}

    private static Stream<FieldError> metadata(Value metadata) {
        return Stream.concat(
                metadata.entries()
                        .filter(field -> !field.field().endsWith(".labels")
                                && !field.field().endsWith(".annotations"))
                        .filter(field -> !field.isEmpty())
                        .map(field -> field.error("must be removed: only labels and annotations can be set here")),
                all(at("labels", LabelChecks::labels), at("annotations", LabelChecks::annotations))
                        .of(metadata));
    }

    private static Stream<FieldError> modes(Value claim) {
        var modes = claim.at("accessModes");
        var alone = modes.items().filter(mode -> mode.text().equals(ALONE)).count();
        return alone > 0 && alone < modes.json().size()
                ? Stream.of(modes.error("must not have other modes with " + ALONE + ": keep one"))
                : Stream.empty();
    }

    private static Stream<FieldError> amounts(Value resources) {
        var storage = resources.at("requests").at("storage");
        return Stream.concat(
                Stream.of("limits", "requests")
                        .flatMap(kind -> resources.at(kind).entries())
                        .filter(amount -> !amount.field().equals(storage.field()))
                        .flatMap(Formats.QUANTITY::of),
                Quantities.isValid(storage.text()) ? Quantities.POSITIVE.of(storage) : Stream.empty());
    }

    private static Stream<FieldError> sameSource(Value claim) {
        var source = claim.at("dataSource");
        var ref = claim.at("dataSourceRef");
        return source.isGiven() && ref.isGiven() && !source.json().equals(ref.json())
                ? Stream.of(source.error("must be equal to dataSourceRef: remove one of them"))
                : Stream.empty();
    }
}
