package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.ClientStatus;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.NextPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ClientConfigMap;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;

/** Writes the ConfigMap with which clients configure themselves, before the status that names it. */
final class ClientSettings {

    private final Child<ConfigMap> child;
    private final Child<ConfigMap> next;

    /**
     * The result of a pass.
     *
     * @param client for the status; empty if there is no ConfigMap
     * @param missing why the ConfigMap could not be written
     */
    record Result(Optional<ClientStatus> client, Optional<Verdict> missing) {

        private static Result of(Optional<ConfigMap> map) {
            return new Result(
                    map.map(found -> new ClientStatus(found.getMetadata().getName())), Optional.empty());
        }
    }

    ClientSettings(KindInformers informers, KubernetesClient client, WriteSlots slots) {
        this.child = new Child<>(Kinds.CLIENT_SETTINGS, informers.of(ConfigMap.class), client, slots);
        this.next = new Child<>(Kinds.NEXT_CLIENT_SETTINGS, informers.of(ConfigMap.class), client, slots);
    }

    /**
     * Creates or updates the ConfigMap. It is created when everything in it is known, and stays until the service is deleted.
     *
     * @param status the status that is about to be written
     * @param ca the CA of the servers' certificate in PEM form; empty if it was not read, which does not mean that there is none
     */
    Result apply(
            EmbeddingService service,
            Plan plan,
            EmbeddingServiceStatus status,
            Optional<String> ca,
            Context<EmbeddingService> context) {
        var current = child.current(service, child.kind().objectName(plan));
        return write(
                child,
                service,
                current,
                ClientConfigMap.build(plan, status, ca.or(() -> current.flatMap(ClientSettings::ca)))
                        .filter(any ->
                                current.isPresent() || plan.verification().on() || isAvailable(status)),
                context);
    }

    /**
     * The same for the servers beside those that serve. Without such servers the ConfigMap is deleted.
     *
     * @param plan the plan of the servers of plan.next
     * @param candidate what is known of them
     */
    Result applyNext(
            EmbeddingService service,
            Plan plan,
            Optional<NextPlan> beside,
            CandidateStatus candidate,
            Optional<String> ca,
            Context<EmbeddingService> context) {
        var name = next.kind().objectName(plan);
        if (beside.isEmpty()) {
            next.remove(service, name);
            return Result.of(Optional.empty());
        }
        var current = next.current(service, name);
        return write(
                next,
                service,
                current,
                ClientConfigMap.next(plan, beside.get(), candidate, ca.or(() -> current.flatMap(ClientSettings::ca))),
                context);
    }

    private static Result write(
            Child<ConfigMap> child,
            EmbeddingService service,
            Optional<ConfigMap> current,
            Optional<ConfigMap> wanted,
            Context<EmbeddingService> context) {
        if (wanted.isEmpty()) {
            return Result.of(current);
        }
        try {
            child.reconcile(service, wanted.get(), context);
            return Result.of(wanted);
        } catch (NameConflictException e) {
            return new Result(Optional.empty(), Optional.of(e.verdict()));
        } catch (KubernetesClientException e) {
            var name = wanted.get().getMetadata().getName();
            return new Result(Optional.empty(), Optional.of(Children.refused(child.kind(), name, Optional.empty(), e)));
        }
    }

    private static Optional<String> ca(ConfigMap map) {
        return Optional.ofNullable(map.getData()).map(data -> data.get(ClientConfigMap.CA));
    }

    private static boolean isAvailable(EmbeddingServiceStatus status) {
        return status.condition(Condition.AVAILABLE)
                .filter(condition -> Condition.TRUE.equals(condition.status()))
                .isPresent();
    }
}
