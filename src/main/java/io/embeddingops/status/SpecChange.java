package io.embeddingops.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When an object was last changed, other than its status. */
final class SpecChange {

    private SpecChange() {}

    static Optional<Instant> time(HasMetadata object) {
        var metadata = object.getMetadata();
        var changes = Optional.ofNullable(metadata.getManagedFields()).orElse(List.of()).stream()
                .filter(entry ->
                        entry.getSubresource() == null || entry.getSubresource().isEmpty())
                .map(ManagedFieldsEntry::getTime);
        return Stream.concat(changes, Stream.ofNullable(metadata.getCreationTimestamp()))
                .flatMap(time -> PodView.time(time).stream())
                .max(Comparator.naturalOrder());
    }
}
