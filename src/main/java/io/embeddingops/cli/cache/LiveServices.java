package io.embeddingops.cli.cache;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fetch.store.CacheEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which revisions live services use. A service that exists uses what it has used last; before its rollout to that is complete,
 * also what it has used earlier. A service that cannot be looked up counts as one that exists.
 */
public final class LiveServices {

    /** A person waits for the answer. */
    private static final int RETRIES = 2;

    private enum State {
        DELETED,
        /** All its pods use the same revision. */
        SETTLED,
        ROLLING_OUT,
        UNKNOWN
    }

    private final Map<String, State> states = new TreeMap<>();
    private final Map<String, Instant> last = new HashMap<>();
    private final Optional<String> problem;

    private LiveServices(List<CacheEntry> entries, Optional<KubernetesClient> client, Optional<String> problem) {
        var failure = problem;
        for (var entry : entries) {
            for (var use : entry.uses()) {
                last.merge(use.user(), use.last(), (one, other) -> one.isAfter(other) ? one : other);
                states.put(use.user(), State.UNKNOWN);
            }
        }
        if (client.isPresent()) {
            try {
                states.replaceAll((user, unknown) -> state(client.get(), user));
            } catch (KubernetesClientException e) {
                states.replaceAll((user, unknown) -> State.UNKNOWN);
                failure = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        this.problem = states.isEmpty() ? Optional.empty() : failure;
    }

    /** Looks all recorded services up in the cluster. */
    public static LiveServices of(List<CacheEntry> entries, KubernetesClient client) {
        client.getConfiguration().setRequestRetryBackoffLimit(RETRIES);
        return new LiveServices(entries, Optional.of(client), Optional.empty());
    }

    /** All recorded services, because none can be looked up. */
    public static LiveServices unknown(List<CacheEntry> entries, String problem) {
        return new LiveServices(entries, Optional.empty(), Optional.of(problem));
    }

    /** Why services could not be looked up. */
    public Optional<String> problem() {
        return problem;
    }

    /** The live services that use that revision. */
    public List<String> of(CacheEntry entry) {
        return entry.uses().stream()
                .filter(use -> switch (states.get(use.user())) {
                    case DELETED -> false;
                    case SETTLED -> use.last().equals(last.get(use.user()));
                    case ROLLING_OUT, UNKNOWN -> true;
                })
                .map(CacheEntry.Use::user)
                .toList();
    }

    private static State state(KubernetesClient client, String user) {
        var slash = user.indexOf('/');
        var service = client.resources(EmbeddingService.class)
                .inNamespace(user.substring(0, slash))
                .withName(user.substring(slash + 1))
                .get();
        if (service == null) {
            return State.DELETED;
        }
        return isSettled(service) ? State.SETTLED : State.ROLLING_OUT;
    }

    private static boolean isSettled(EmbeddingService service) {
        var status = service.getStatus();
        return status != null
                && service.getMetadata().getGeneration() != null
                && service.getMetadata().getGeneration().equals(status.observedGeneration())
                && isTrue(status.conditions(), "Ready")
                && !isTrue(status.conditions(), "Reconciling");
    }

    private static boolean isTrue(List<Condition> conditions, String type) {
        return conditions.stream()
                .anyMatch(condition ->
                        condition.type().equals(type) && condition.status().equals("True"));
    }
}
