package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.util.List;
import java.util.Optional;

/** Asks an API server whether it accepts objects, without storing them. */
final class DryRun implements AutoCloseable {

    private final KubernetesClient client;

    DryRun(ControlPlane controlPlane) {
        var config = Config.fromKubeconfig(controlPlane.kubeconfig().toFile());
        // an amount without a valid unit is answered with 500
        config.setRequestRetryBackoffLimit(0);
        client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    /** The refusal of an object that is created; empty if it is accepted. */
    Optional<String> create(HasMetadata object) {
        return refusal(() -> client.resource(object).dryRun().create());
    }

    /** The first refusal of objects that are applied, as the operator applies them. */
    Optional<String> apply(List<HasMetadata> objects) {
        return objects.stream()
                .map(object -> refusal(
                        () -> client.resource(object).dryRun().forceConflicts().serverSideApply()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> refusal(Runnable request) {
        try {
            request.run();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getStatus() == null) {
                throw e;
            }
            return Optional.of(e.getStatus().getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
