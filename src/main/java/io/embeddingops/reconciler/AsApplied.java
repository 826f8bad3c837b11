package io.embeddingops.reconciler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees with less work than JOSDK's matcher that an object is to the letter as it is wanted. Where it is not, that matcher
 * is asked, which knows what means the same in other words.
 *
 * @param <R> its kind
 */
final class AsApplied<R extends HasMetadata> extends SSABasedGenericKubernetesResourceMatcher<R> {

    private static final Logger LOG = LoggerFactory.getLogger(AsApplied.class);

    @Override
    public boolean matches(R actual, R desired, Context<?> context) {
        if (new Applied(context.getClient().getKubernetesSerialization()).isAll(actual, desired)) {
            return true;
        }
        LOG.debug("the {} is not to the letter what would be applied", actual.getKind());
        return super.matches(actual, desired, context);
    }
}
