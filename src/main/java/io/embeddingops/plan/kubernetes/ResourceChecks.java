package io.embeddingops.plan.kubernetes;

import io.embeddingops.plan.FieldError;
import java.util.List;
import java.util.stream.Stream;

/** Requests and limits of a container. */
final class ResourceChecks {

    private static final String HUGE_PAGES = "hugepages-";
    private static final String NATIVE = "kubernetes.io/";
    private static final List<String> STANDARD = List.of("cpu", "memory", "ephemeral-storage");

    private ResourceChecks() {}

    static Stream<FieldError> of(Value resources) {
        return Stream.of(
                        resources.at("limits").keys().stream()
                                .flatMap(name -> amount(resources.at("limits").at(name), name)),
                        resources.at("requests").keys().stream().flatMap(name -> request(resources, name)),
                        alone(resources))
                .flatMap(errors -> errors);
    }

    /** Whether a container may have the resource, by its name. */
    static boolean isName(String name) {
        return name.contains("/")
                ? Formats.isLabelKey(name) && (name.contains(NATIVE) || isExtended(name))
                : STANDARD.contains(name) || isHugePages(name) && Formats.isLabelKey(name);
    }

    private static boolean isExtended(String name) {
        return name.contains("/")
                && !name.contains(NATIVE)
                && !name.startsWith("requests.")
                && Formats.isLabelKey("requests." + name);
    }

    private static boolean isHugePages(String name) {
        return name.startsWith(HUGE_PAGES);
    }

    private static boolean canBeOvercommitted(String name) {
        return !isExtended(name) && !isHugePages(name);
    }

    private static Stream<FieldError> amount(Value quantity, String name) {
        if (!isName(name)) {
            return Stream.of(quantity.error("is not a resource of a container: use cpu, memory, ephemeral-storage,"
                    + " hugepages-<size> or an extended resource such as example.com/device"));
        }
        var errors = Formats.NOT_NEGATIVE.of(quantity).toList();
        if (!errors.isEmpty()) {
            return errors.stream();
        } else if (isExtended(name) && !Quantities.isWhole(Quantities.amount(quantity.text()))) {
            return Stream.of(quantity.wrong("must be a whole number"));
        } else if (isHugePages(name) && !isMultiple(quantity, name.substring(HUGE_PAGES.length()))) {
            return Stream.of(quantity.wrong("must be a multiple of the page size in the name of the resource"));
        }
        return Stream.empty();
    }

    private static boolean isMultiple(Value quantity, String size) {
        if (!Quantities.isValid(size) || Quantities.amount(size).signum() <= 0) {
            return false;
        }
        return Quantities.amount(quantity.text())
                        .remainder(Quantities.amount(size))
                        .signum()
                == 0;
    }

    private static Stream<FieldError> request(Value resources, String name) {
        var request = resources.at("requests").at(name);
        var errors = amount(request, name).toList();
        var limit = resources.at("limits").at(name);
        if (!errors.isEmpty()) {
            return errors.stream();
        } else if (!limit.isGiven()) {
            return canBeOvercommitted(name)
                    ? Stream.empty()
                    : Stream.of(request.error("needs the same amount in limits: set " + limit.field()));
        } else if (!Quantities.isValid(limit.text())) {
            return Stream.empty();
        }
        var more = Quantities.amount(request.text()).compareTo(Quantities.amount(limit.text()));
        if (more != 0 && !canBeOvercommitted(name)) {
            return Stream.of(request.wrong("must be equal to the limit " + limit.text()));
        }
        return more > 0
                ? Stream.of(request.wrong(
                        "must not be more than the limit " + limit.text() + ": lower it, or raise " + limit.field()))
                : Stream.empty();
    }

    private static Stream<FieldError> alone(Value resources) {
        var names = Stream.of("limits", "requests")
                .flatMap(kind -> resources.at(kind).keys().stream())
                .toList();
        return names.stream().anyMatch(ResourceChecks::isHugePages)
                        && !names.contains("cpu")
                        && !names.contains("memory")
                ? Stream.of(resources.error("has hugepages without cpu or memory: add one of them"))
                : Stream.empty();
    }
}
