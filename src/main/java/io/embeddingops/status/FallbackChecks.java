package io.embeddingops.status;

import static io.embeddingops.status.FallbackReason.FAILING;
import static io.embeddingops.status.FallbackReason.NOT_VERIFIED;
import static io.embeddingops.status.FallbackReason.SERVING;
import static io.embeddingops.status.FallbackReason.STANDBY;
import static io.embeddingops.status.FallbackReason.STARTING;
import static io.embeddingops.status.FallbackReason.STOPPED;
import static io.embeddingops.status.FallbackReason.VECTORS_DIFFER;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.guard.Guard;
import io.embeddingops.guard.Judgement;
import io.embeddingops.guard.VerifiedReason;
import io.embeddingops.plan.FallbackPlan;
import io.embeddingops.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The state of the servers of spec.fallback, the most important cause first. */
final class FallbackChecks {

    private static final String SERVERS = "the servers of spec.fallback ";

    private FallbackChecks() {}

    /**
     * The state of the fallback.
     *
     * @param plan of the servers that it stands in for
     * @param verified whether its servers had been verified before; that stays valid while a server or the operator restarts
     */
    static FallbackReady state(Plan plan, Fallback fallback, boolean verified) {
        return vectorsDiffer(plan, fallback)
                .or(() -> stopped(plan, fallback))
                .or(() -> serving(fallback))
                .or(() -> cause(fallback))
                .or(() -> unverified(fallback, verified))
                .orElseGet(() ->
                        new FallbackReady(STANDBY, counts(fallback) + " are ready and return the vectors in use"));
    }

    private static Optional<FallbackReady> vectorsDiffer(Plan plan, Fallback fallback) {
        return fallback.judgement().flatMap(found -> {
            var reason = found.verified().reason();
            if (reason.equals(VerifiedReason.REPLICA_MISMATCH.toString())) {
                return differ(": " + found.verified().message());
            }
            var inUse = found.spaces().inUse();
            var other = found.spaces().candidate();
            return reason.equals(VerifiedReason.VECTOR_SPACE_CHANGED.toString()) && other.isPresent()
                    ? differ(inUse.map(used -> " (cosine " + Guard.cosine(used.vectors(), other.get())
                                            + ", spec.vectorSpace.minCosine is "
                                            + plan.verification().minCosine() + ")")
                                    .orElse("")
                            + ", so they never serve: check spec.fallback.image and spec.fallback.extraArgs")
                    : Optional.empty();
        });
    }

    private static Optional<FallbackReady> differ(String what) {
        return Optional.of(
                new FallbackReady(VECTORS_DIFFER, SERVERS + "return other vectors than those in use" + what));
    }

    private static Optional<FallbackReady> stopped(Plan plan, Fallback fallback) {
        if (fallback.plan().replicas() > 0) {
            return Optional.empty();
        } else if (plan.replicas() == 0) {
            return Optional.of(new FallbackReady(STOPPED, "spec.replicas is 0, so no server of spec.fallback runs"));
        }
        return Optional.of(plan.fallback()
                .filter(FallbackPlan::onDemand)
                .map(wanted -> new FallbackReady(
                        STOPPED,
                        SERVERS + "are started when no other server of the service has been available for "
                                + wanted.afterSeconds() + " seconds (spec.fallback.mode: OnDemand)"))
                .orElseGet(() -> new FallbackReady(
                        STARTING, SERVERS + "are started once a server of the service has been verified")));
    }

    private static Optional<FallbackReady> serving(Fallback fallback) {
        return Optional.of(fallback)
                .filter(Fallback::serves)
                .map(found -> new FallbackReady(SERVING, servingMessage(found)));
    }

    /** How many servers serve, and why. */
    static String servingMessage(Fallback fallback) {
        return counts(fallback)
                + " serve, since no other server of the service "
                + fallback.unavailableSince()
                        .map(since -> "has been available since " + StatusComputer.text(since))
                        .orElse("is available");
    }

    private static String counts(Fallback fallback) {
        return fallback.observation().available() + " of " + fallback.plan().replicas() + " servers of spec.fallback";
    }

    private static Optional<FallbackReady> cause(Fallback fallback) {
        var closed = fallback.judgement().filter(Judgement::closed).isPresent();
        return Checks.ofServers(fallback.plan(), fallback.observation().withClosed(closed))
                .map(verdict -> new FallbackReady(
                        verdict.reason().warning() ? FAILING : STARTING,
                        SERVERS + "(Deployment " + fallback.plan().servers() + "): " + verdict.message()));
    }

    private static Optional<FallbackReady> unverified(Fallback fallback, boolean verified) {
        if (fallback.judgement().isEmpty()) {
            return Optional.of(new FallbackReady(NOT_VERIFIED, SERVERS + "are not verified, so they never serve"));
        }
        var found = fallback.judgement().get();
        var message = found.verified().message();
        return switch (found.verified().status()) {
            case Condition.FALSE ->
                Optional.of(
                        new FallbackReady(FAILING, SERVERS + "failed verification, so they do not serve: " + message));
            case Condition.TRUE ->
                found.complete() || verified
                        ? Optional.empty()
                        : Optional.of(new FallbackReady(NOT_VERIFIED, SERVERS + "have not all been verified yet"));
            default ->
                verified && found.verified().reason().equals(VerifiedReason.PENDING.toString())
                        ? Optional.empty()
                        : Optional.of(new FallbackReady(NOT_VERIFIED, SERVERS + "have not been verified: " + message));
        };
    }

    /** When the fallback is needed, or no longer needed. */
    static Optional<Instant> deadline(Plan plan, Fallback fallback) {
        return fallback.serving()
                ? fallback.until()
                : plan.fallback()
                        .map(FallbackPlan::afterSeconds)
                        .flatMap(seconds ->
                                fallback.unavailableSince().map(since -> since.plus(Duration.ofSeconds(seconds))))
                        .or(fallback::until);
    }
}
