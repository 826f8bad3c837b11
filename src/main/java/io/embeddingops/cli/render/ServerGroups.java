package io.embeddingops.cli.render;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.FallbackService;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.NextPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Rejection;
import io.embeddingops.plan.SpecRecord;
import io.embeddingops.transition.Decision;
import io.embeddingops.transition.Facts;
import io.embeddingops.transition.Slot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects of a service for all of its servers: those that serve, those beside them, and those of spec.fallback. */
final class ServerGroups {

    private static final String TRANSITION = "spec.vectorSpace.transition";

    private final Planner planner;

    ServerGroups(Planner planner) {
        this.planner = planner;
    }

    /** The plan of the servers of spec.fallback, if there are any and they are valid. */
    Optional<Plan> fallback(EmbeddingService service) {
        return planner.fallback(service, Optional.empty())
                .filter(Plan.class::isInstance)
                .map(Plan.class::cast);
    }

    /** The objects of a service that has no servers yet. */
    List<HasMetadata> objects(EmbeddingService service, Plan plan) {
        return objects(service, plan, Optional.empty());
    }

    /**
     * The objects of a service while the servers of an earlier version of it serve.
     *
     * @param earlier the earlier version, a service of the same name
     * @param current the plan of the service
     */
    Rendering transition(EmbeddingService earlier, EmbeddingService service, Plan current) {
        var made = made(earlier, service);
        var planned = planner.plan(made);
        if (planned instanceof Rejection rejection) {
            return Rendering.failed(rejection.errors());
        }
        var serving = (Plan) planned;
        var facts = new Facts(
                current, Optional.of(serving), true, Optional.empty(), false, Optional.empty(), Instant.EPOCH);
        if (Decision.of(facts).beside() != Decision.Beside.CANDIDATE) {
            return new Rendering(objects(service, current), List.of(), List.of(replaced(current)));
        }
        return new Rendering(objects(made, serving, Optional.of(candidate(current, serving))), List.of(), List.of());
    }

    private List<HasMetadata> objects(EmbeddingService service, Plan serving, Optional<Plan> candidate) {
        var others = new ArrayList<Plan>();
        candidate.ifPresent(others::add);
        fallback(service)
                .map(servers -> FallbackService.atRest(serving, servers))
                .ifPresent(others::add);
        return Kinds.all().build(serving.withNext(candidate.map(NextPlan::of)), others);
    }

    /** The service whose servers are those of an earlier version. */
    private EmbeddingService made(EmbeddingService earlier, EmbeddingService service) {
        var made = new EmbeddingService();
        made.setMetadata(service.getMetadata());
        made.setSpec(SpecRecord.read(SpecRecord.write(earlier.getSpec()), service.getSpec())
                .orElseThrow());
        return made;
    }

    private static Plan candidate(Plan current, Plan serving) {
        var number = current.verification().transition().candidateReplicas().orElse(serving.replicas());
        return current.withServers(Slot.B.servers(current.name())).withReplicas(Math.min(number, serving.replicas()));
    }

    private static FieldError replaced(Plan current) {
        return current.verification().transition().sideBySide()
                ? new FieldError(
                        "spec",
                        "changes nothing that can change the vectors, so the servers are updated by a rollout and none"
                                + " start beside them")
                : new FieldError(
                        TRANSITION,
                        "is InPlace, so the servers are replaced and none start beside them: set it to SideBySide to"
                                + " start the new ones beside those that serve");
    }
}
