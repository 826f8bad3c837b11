package io.embeddingops.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the API server lets nobody change in a PersistentVolumeClaim: everything but its size, which may only grow. */
public final class FixedClaim {

    private static final String STORAGE = "storage";

    private FixedClaim() {}

    /** The object that is wanted, with what the claim has and the wanted one leaves open, and with the larger size. */
    public static <R extends HasMetadata> R keep(R actual, R wanted) {
        if (!(actual instanceof PersistentVolumeClaim there && wanted instanceof PersistentVolumeClaim claim)) {
            return wanted;
        }
        var edited = new PersistentVolumeClaimBuilder(claim).editSpec();
        if (claim.getSpec().getStorageClassName() == null) {
            edited.withStorageClassName(there.getSpec().getStorageClassName());
        }
        size(there)
                .filter(size -> exceeds(size, claim))
                .ifPresent(size ->
                        edited.editResources().addToRequests(STORAGE, size).endResources());
        @SuppressWarnings("unchecked")
        var kept = (R) edited.endSpec().build();
        return kept;
    }

    /** Why the claim cannot become what is wanted, with the remedy; empty if it can. */
    public static Optional<String> refusal(HasMetadata actual, HasMetadata wanted) {
        if (!(actual instanceof PersistentVolumeClaim there && wanted instanceof PersistentVolumeClaim claim)) {
            return Optional.empty();
        }
        var name = "PersistentVolumeClaim " + claim.getMetadata().getName();
        if (!Objects.equals(
                there.getSpec().getStorageClassName(), claim.getSpec().getStorageClassName())) {
            return Optional.of(text(
                    name,
                    "storageClassName",
                    String.valueOf(there.getSpec().getStorageClassName()),
                    claim.getSpec().getStorageClassName()));
        }
        var modes = there.getSpec().getAccessModes();
        return modes.equals(claim.getSpec().getAccessModes())
                ? Optional.empty()
                : Optional.of(text(
                        name, "accessModes", list(modes), list(claim.getSpec().getAccessModes())));
    }

    private static String text(String claim, String field, String actual, String wanted) {
        return claim + " has " + field + " " + actual + ", which Kubernetes does not let anyone change to " + wanted
                + ": set spec.model.cache.volume." + field + " to " + actual
                + ", or delete the claim with the models on it,"
                + " and the operator makes a new one";
    }

    private static String list(List<String> modes) {
        return String.join(", ", modes);
    }

    private static Optional<Quantity> size(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getSpec())
                .map(PersistentVolumeClaimSpec::getResources)
                .map(resources -> resources.getRequests())
                .map(requests -> requests.get(STORAGE));
    }

    private static boolean exceeds(Quantity size, PersistentVolumeClaim claim) {
        return size(claim)
                .filter(wanted -> size.getNumericalAmount().compareTo(wanted.getNumericalAmount()) > 0)
                .isPresent();
    }
}
