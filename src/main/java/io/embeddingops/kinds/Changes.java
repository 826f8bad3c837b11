package io.embeddingops.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;

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

    /** Only what the operator applies matters: the spec, for which the generation stands, and the metadata. */
    static <R extends HasMetadata> Changes<R> ofSpecAndMetadata() {
        return (before, now) -> differ(before.getMetadata(), now.getMetadata());
    }

    private static boolean differ(ObjectMeta before, ObjectMeta now) {
        return !Objects.equals(before.getUid(), now.getUid())
                || !Objects.equals(before.getGeneration(), now.getGeneration())
                || !Objects.equals(before.getDeletionTimestamp(), now.getDeletionTimestamp())
                || !Objects.equals(before.getLabels(), now.getLabels())
                || !Objects.equals(before.getAnnotations(), now.getAnnotations())
                || !Objects.equals(before.getOwnerReferences(), now.getOwnerReferences());
    }
}
