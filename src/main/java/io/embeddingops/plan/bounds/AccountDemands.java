package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The identity of the pods: the ServiceAccount, and tokens or certificates with which the server can authenticate as
 * it. Other projected sources give no identity: trust bundles are public, the downward API contains the pod's own data.
 */
final class AccountDemands {

    private AccountDemands() {}

    static Stream<Demand> of(Plan plan) {
        var account = plan.pod().serviceAccountName().stream()
                .map(name -> new Demand(Bound.SERVICE_ACCOUNTS, "spec.pod.serviceAccountName", name));
        return Stream.concat(account, projected(plan));
    }

    private static Stream<Demand> projected(Plan plan) {
        return Item.of("spec.pod.volumes", plan.pod().volumes())
                .filter(volume -> volume.value().getProjected() != null)
                .flatMap(volume -> Item.of(
                        volume.field() + ".projected.sources",
                        volume.value().getProjected().getSources()))
                .flatMap(source -> credential(source.value()).stream()
                        .map(credential -> new Demand(Bound.SERVICE_ACCOUNT_TOKENS, source.field(), credential)));
    }

    private static Optional<String> credential(VolumeProjection source) {
        if (source.getServiceAccountToken() != null) {
            return Optional.of("serviceAccountToken");
        }
        return Optional.ofNullable(source.getPodCertificate()).map(certificate -> "podCertificate");
    }
}
