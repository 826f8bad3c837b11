package io.embeddingops.logging;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the reconciled resource from the MDC, where Java Operator SDK puts it. */
final class ResourceContext {

    static final String NAMESPACE = "resource.namespace";
    static final String NAME = "resource.name";

    private ResourceContext() {}

    /** {@code namespace/name}; empty outside of a reconcile. */
    static Optional<String> resource(Map<String, String> mdc) {
        return Optional.ofNullable(mdc.get(NAME))
                .map(name -> Optional.ofNullable(mdc.get(NAMESPACE))
                                .map(namespace -> namespace + "/")
                                .orElse("")
                        + name);
    }

    /** The other entries, without the SDK's own, which would make every line long. */
    static Stream<Map.Entry<String, String>> others(Map<String, String> mdc) {
        return mdc.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("resource.")
                        && !entry.getKey().startsWith("eventsource."))
                .sorted(Map.Entry.comparingByKey());
    }
}
