package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.guard.Guard;
import io.embeddingops.guard.VectorSpaceState;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.FallbackPlan;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.NextPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Rejection;
import io.embeddingops.reconciler.Layout.BesidePlan;
import io.embeddingops.resources.ServerService;
import io.embeddingops.status.Beside;
import io.embeddingops.status.Observation;
import io.embeddingops.status.PodView;
import io.embeddingops.transition.BesideFacts;
import io.embeddingops.transition.Decision;
import io.embeddingops.transition.Facts;
import io.embeddingops.transition.Slot;
import io.embeddingops.verification.Fingerprint;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides which servers of a service run in a pass, and which of them serve. */
final class Transitions {

    private final Records records;
    private final Children children;
    private final Observer observer;
    private final Verification verification;
    private final Move move;

    Transitions(Records records, Children children, Observer observer, Verification verification, Move move) {
        this.records = records;
        this.children = children;
        this.observer = observer;
        this.verification = verification;
        this.move = move;
    }

    /** A layout, or why there is none. */
    record Result(Optional<Layout> layout, Optional<Rejection> rejection) {}

    /** The name of the servers that serve now, or would without spec.fallback. */
    String serving(EmbeddingService service) {
        return slot(service).servers(service.getMetadata().getName());
    }

    /** The plan of the current spec for the servers that serve now. */
    Optional<Plan> planned(EmbeddingService service) {
        var servers = serving(service);
        return records.current(service, children.deployment(service, servers)) instanceof Plan plan
                ? Optional.of(plan.withServers(servers).withKeda(children.hasKeda()))
                : Optional.empty();
    }

    /** Decides on the servers of this pass. */
    Result of(EmbeddingService service, Context<EmbeddingService> context, Instant now) {
        var name = service.getMetadata().getName();
        var slot = slot(service);
        var deployment = records.deployment(service, slot.servers(name));
        var planned = records.current(service, deployment);
        if (planned instanceof Rejection rejection) {
            return new Result(Optional.empty(), Optional.of(rejection));
        }
        var current = ((Plan) planned);
        var other = slot.other().servers(name);
        if (!current.verification().on() || !current.verification().transition().sideBySide()) {
            return alone(service, current, slot);
        }
        records.remember(service, slot.servers(name), other);
        var recorded = deployment.flatMap(found -> records.recorded(service, found));
        if (recorded.orElse(null) instanceof Rejection refused) {
            return new Result(Optional.empty(), Optional.of(refusedToday(refused)));
        }
        var serving = recorded.map(Plan.class::cast);
        var known = verification.known(service, current);
        var seen = observer.group(service, other, context);
        var moving = move.isUnderWay(service, flipped(service), names(seen), now, context.getClient());
        var beside = records.deployment(service, other);
        var facts = new Facts(
                current,
                serving,
                known.binding(),
                flipped(service),
                moving,
                beside.flatMap(found -> records.plan(service, found))
                        .map(plan -> facts(service, plan.withServers(other), seen, known, moving)),
                now);
        return new Result(Optional.of(layout(service, facts, slot, serving.orElse(current), beside)), Optional.empty());
    }

    /** What serves is not replaced because it would be refused today. */
    private static Rejection refusedToday(Rejection refused) {
        return new Rejection(List.of(new FieldError(
                "spec.vectorSpace.transition",
                "is SideBySide, but the servers that serve now can no longer be made as they are (" + refused.message()
                        + "): set it to InPlace to replace them")));
    }

    private Result alone(EmbeddingService service, Plan current, Slot slot) {
        var name = service.getMetadata().getName();
        var plan = replicas(service, current.withServers(slot.servers(name)))
                .withFlipped(flipped(service))
                .withKeda(children.hasKeda());
        return new Result(
                Optional.of(new Layout(
                        plan,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(slot.other().servers(name), name + FallbackPlan.SUFFIX),
                        false,
                        false)),
                Optional.empty());
    }

    private Layout layout(
            EmbeddingService service, Facts facts, Slot before, Plan recorded, Optional<Deployment> besideDeployment) {
        var name = service.getMetadata().getName();
        var decision = Decision.of(facts);
        var slot = decision.flip() ? before.other() : before;
        var made = decision.flip()
                ? besideDeployment.flatMap(found -> records.plan(service, found))
                : Optional.of(recorded);
        var serving = replicas(
                service,
                (decision.keep() ? made.orElse(recorded) : current(service, slot, facts.current()))
                        .withServers(slot.servers(name)));
        var beside = beside(service, facts, decision, slot.other(), serving);
        var next = beside.map(found -> NextPlan.of(found.isCandidate() ? found.plan() : serving));
        var gone = Stream.of(slot.other().servers(name), name + FallbackPlan.SUFFIX)
                .filter(servers -> beside.filter(found -> found.plan().servers().equals(servers))
                        .isEmpty())
                .collect(Collectors.toSet());
        return new Layout(
                serving.withFlipped(decision.flipped()).withNext(next).withKeda(children.hasKeda()),
                beside,
                Optional.empty(),
                gone,
                decision.renewed(),
                decision.flip() || facts.moving());
    }

    private Optional<BesidePlan> beside(
            EmbeddingService service, Facts facts, Decision decision, Slot slot, Plan serving) {
        var servers = slot.servers(service.getMetadata().getName());
        return switch (decision.beside()) {
            case NOTHING -> Optional.empty();
            case CANDIDATE ->
                Optional.of(new BesidePlan(
                        current(service, slot, facts.current())
                                .withServers(servers)
                                .withReplicas(Math.min(
                                        serving.replicas(),
                                        serving.verification()
                                                .transition()
                                                .candidateReplicas()
                                                .orElse(serving.replicas()))),
                        Beside.Role.CANDIDATE,
                        Optional.empty()));
            case RETAINED ->
                records.deployment(service, servers)
                        .flatMap(found -> records.plan(service, found)
                                .map(plan -> new BesidePlan(
                                        plan.withServers(servers)
                                                .withReplicas(found.getSpec().getReplicas()),
                                        Beside.Role.RETAINED,
                                        decision.until())));
        };
    }

    /** The plan of the current spec for a slot, whose servers may have other defaults of the operator than those that serve. */
    private Plan current(EmbeddingService service, Slot slot, Plan otherwise) {
        return records.deployment(service, slot.servers(service.getMetadata().getName()))
                .flatMap(found -> records.current(service, Optional.of(found)) instanceof Plan plan
                        ? Optional.of(plan)
                        : Optional.empty())
                .orElse(otherwise);
    }

    private BesideFacts facts(
            EmbeddingService service, Plan plan, Observation seen, VectorSpaceState known, boolean moving) {
        var judged = verification.apart(service, plan, seen, known.spaces());
        var vectors = judged.spaces().inUse().map(InUse::vectors);
        var same = vectors.filter(found -> isInUse(plan, known, found)).isPresent();
        // until then the vectors that are known as those in use may be those of the servers from which the Service was
        // moved
        var settled = !moving
                && flipped(service).filter(time -> isStoredBefore(known, time)).isEmpty();
        return new BesideFacts(
                plan,
                seen.complete()
                        && judged.pods().values().stream().allMatch(right -> right)
                        && seen.pods().stream().allMatch(pod -> judged.pods().containsKey(pod.name())),
                same && settled,
                !same && vectors.filter(found -> isAccepted(plan, known, found)).isPresent());
    }

    private static boolean isStoredBefore(VectorSpaceState known, Instant flipped) {
        return known.spaces()
                .inUse()
                .filter(inUse -> inUse.since().isBefore(flipped))
                .isPresent();
    }

    private static boolean isInUse(Plan plan, VectorSpaceState known, Fingerprint vectors) {
        return known.spaces()
                .inUse()
                .filter(inUse -> Guard.same(plan.verification(), inUse.vectors(), vectors))
                .isPresent();
    }

    private static boolean isAccepted(Plan plan, VectorSpaceState known, Fingerprint vectors) {
        return plan.verification().acceptedId().filter(vectors.id()::equals).isPresent()
                || known.reference()
                        .filter(reference -> Guard.same(plan.verification(), reference, vectors))
                        .isPresent();
    }

    private Plan replicas(EmbeddingService service, Plan plan) {
        return children.deployment(service, plan.servers())
                .filter(ReplicaOwner::elsewhere)
                .map(deployment ->
                        plan.withReplicasElsewhere(deployment.getSpec().getReplicas()))
                .orElse(plan);
    }

    /** Which servers serve, as the Service says, or the status if the Service is gone. A selector that was edited says nothing. */
    private Slot slot(EmbeddingService service) {
        var name = service.getMetadata().getName();
        var front = children.service(service);
        var servers = front.isPresent()
                ? front.flatMap(found -> annotation(found, ServerService.SERVERS))
                : Optional.ofNullable(service.getStatus())
                        .map(EmbeddingServiceStatus::selector)
                        .map(selector -> selector.substring(selector.indexOf('=') + 1));
        return servers.flatMap(found -> Slot.of(name, found)).orElse(Slot.A);
    }

    private Optional<Instant> flipped(EmbeddingService service) {
        return children.service(service)
                .flatMap(found -> annotation(found, ServerService.FLIPPED))
                .flatMap(StoredTime::parse);
    }

    private static Optional<String> annotation(Service service, String key) {
        return Optional.ofNullable(service.getMetadata().getAnnotations()).map(annotations -> annotations.get(key));
    }

    private static Set<String> names(Observation seen) {
        return Stream.concat(seen.pods().stream(), seen.terminating().stream())
                .map(PodView::name)
                .collect(Collectors.toSet());
    }
}
