package io.embeddingops.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which changes of an object trigger a reconcile of its service.
 *
 * @param <R> the object's class
 */
@FunctionalInterface
public interface Changes<R extends HasMetadata> {

    /** Whether the change from one version to the next matters. */
    boolean matter(R before, R now);

    /** Every change matters. */
    static <R extends HasMetadata> Changes<R> any() {
        return (before, now) -> true;
    }

    /** Only changes of what the operator applies matter, see {@link #applied}. */
    static <R extends HasMetadata> Changes<R> ofSpecAndMetadata() {
        return (before, now) -> !applied(before.getMetadata()).equals(applied(now.getMetadata()));
    }

    /** Equal as long as nobody changes what the operator applies: the spec, for which the generation stands, and metadata. */
    static List<Object> applied(ObjectMeta metadata) {
        return Arrays.asList(
                metadata.getUid(),
                metadata.getGeneration(),
                metadata.getLabels(),
                metadata.getAnnotations(),
                metadata.getOwnerReferences());
    }
}
