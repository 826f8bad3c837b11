package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The identity of the pods: a ServiceAccount other than the namespace's default, and anything by which the server could
 * prove to be one. Trust bundles are public, and what the downward API tells is the service's own.
 */
final class AccountDemands {

    private AccountDemands() {}

    static Stream<Demand> of(Plan plan) {
        var account = plan.pod().serviceAccountName().stream()
                .map(name -> new Demand(Bound.SERVICE_ACCOUNTS, "spec.pod.serviceAccountName", name));
        return Stream.concat(account, projected(plan));
    }

    private static Stream<Demand> projected(Plan plan) {
        var volumes = plan.pod().volumes();
        return IntStream.range(0, volumes.size())
                .filter(index -> volumes.get(index).getProjected() != null)
                .boxed()
                .flatMap(index -> {
                    var sources = volumes.get(index).getProjected().getSources();
                    return IntStream.range(0, sources.size())
                            .boxed()
                            .flatMap(at -> proof(sources.get(at)).stream()
                                    .map(proof -> new Demand(
                                            Bound.SERVICE_ACCOUNT_TOKENS,
                                            "spec.pod.volumes[" + index + "].projected.sources[" + at + "]",
                                            proof)));
                });
    }

    private static Optional<String> proof(VolumeProjection source) {
        if (source.getServiceAccountToken() != null) {
            return Optional.of("serviceAccountToken");
        }
        return Optional.ofNullable(source.getPodCertificate()).map(certificate -> "podCertificate");
    }
}
