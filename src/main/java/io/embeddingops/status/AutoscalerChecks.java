package io.embeddingops.status;

import static io.embeddingops.status.AutoscaledReason.AUTOSCALER_PENDING;
import static io.embeddingops.status.AutoscaledReason.KIND_NOT_INSTALLED;
import static io.embeddingops.status.AutoscaledReason.PROMETHEUS_NOT_CONFIGURED;
import static io.embeddingops.status.AutoscaledReason.REPLICAS_CONFLICT;
import static io.embeddingops.status.AutoscaledReason.SCALING_ACTIVE;
import static io.embeddingops.status.AutoscaledReason.SCALING_DISABLED;
import static io.embeddingops.status.AutoscaledReason.SCALING_FAILED;
import static io.embeddingops.status.AutoscaledReason.WAITING_FOR_SERVERS;

import io.embeddingops.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Ordered checks for the state of a service's autoscaler: the first match decides. */
final class AutoscalerChecks {

    private static final List<Function<Autoscaler, Optional<Autoscaled>>> ALL = List.of(
            AutoscalerChecks::notCreated,
            AutoscalerChecks::withoutPrometheus,
            AutoscalerChecks::replicasApplied,
            AutoscalerChecks::replicasElsewhere,
            AutoscalerChecks::scaledToZero,
            AutoscalerChecks::paused,
            AutoscalerChecks::refusedByKeda,
            AutoscalerChecks::active,
            AutoscalerChecks::pending,
            AutoscalerChecks::withoutServers,
            AutoscalerFailures::find);

    private AutoscalerChecks() {}

    /** The state; empty while a failure may still pass, so that the state before is shown. */
    static Optional<Autoscaled> state(Autoscaler autoscaler) {
        return ALL.stream().flatMap(check -> check.apply(autoscaler).stream()).findFirst();
    }

    /** When a failure of the autoscaler is reported. */
    static Optional<Instant> deadline(Plan plan, Observation seen) {
        return Autoscaler.of(plan, seen, Optional.empty()).flatMap(Autoscaler::deadline);
    }

    private static Optional<Autoscaled> notCreated(Autoscaler autoscaler) {
        return autoscaler.seen().missing().stream()
                .filter(verdict -> isAbout(verdict, autoscaler.object()))
                .findFirst()
                .map(verdict -> verdict.reason() == Reason.KIND_NOT_INSTALLED
                        ? new Autoscaled(
                                KIND_NOT_INSTALLED,
                                autoscaler.object() + " cannot be created, because the cluster does not have KEDA:"
                                        + " install KEDA, or set spec.autoscaling.engine to HPA")
                        : new Autoscaled(SCALING_FAILED, verdict.message()));
    }

    /** Whether the verdict names the object, and not one whose name only begins in the same way. */
    private static boolean isAbout(Verdict verdict, String object) {
        return Pattern.compile(Pattern.quote(object) + "(?![a-z0-9-])")
                .matcher(verdict.message())
                .find();
    }

    private static Optional<Autoscaled> withoutPrometheus(Autoscaler autoscaler) {
        var wanted = autoscaler.wanted();
        return wanted.prometheus().isEmpty() && wanted.triggers().isEmpty()
                ? when(
                        autoscaler.keda(),
                        PROMETHEUS_NOT_CONFIGURED,
                        "KEDA cannot measure the load of the servers, because the operator's --prometheus-address is not"
                                + " set: ask the cluster administrator to set it (chart value"
                                + " autoscaling.prometheus.address), or set spec.autoscaling.engine to HPA")
                : Optional.empty();
    }

    private static Optional<Autoscaled> replicasApplied(Autoscaler autoscaler) {
        return autoscaler
                .appliedBy()
                .map(
                        manager -> new Autoscaled(
                                REPLICAS_CONFLICT,
                                "spec.replicas is also set by " + manager + ", which resets what " + autoscaler.object()
                                        + " decides each time it applies its manifest: remove spec.replicas from the manifest"));
    }

    private static Optional<Autoscaled> replicasElsewhere(Autoscaler autoscaler) {
        var manager = autoscaler.seen().deployment().flatMap(AppliedReplicas::manager);
        return when(
                autoscaler.plan().replicasElsewhere(),
                REPLICAS_CONFLICT,
                manager.orElse("another manager, such as a HorizontalPodAutoscaler,")
                        + " sets the replicas of Deployment "
                        + autoscaler.plan().name() + ", so what "
                        + autoscaler.object() + " decides has no effect: let it leave the replicas of the Deployment"
                        + " out, then run `kubectl scale deployment "
                        + autoscaler.plan().name()
                        + " --replicas=N` with another number than the current one, which returns them to the operator");
    }

    private static Optional<Autoscaled> scaledToZero(Autoscaler autoscaler) {
        return when(
                autoscaler.plan().replicas() == 0 && !autoscaler.keda(),
                SCALING_DISABLED,
                "spec.replicas is 0, so no server runs and " + autoscaler.object()
                        + " does not scale: to start a server," + " run `kubectl scale emb "
                        + autoscaler.plan().name() + " --replicas=1`");
    }

    private static Optional<Autoscaled> paused(Autoscaler autoscaler) {
        return autoscaler
                .keda("Paused")
                .filter(paused -> autoscaler.keda() && "True".equals(paused.getStatus()))
                .map(paused -> new Autoscaled(
                        SCALING_DISABLED,
                        "KEDA is paused by an annotation of " + autoscaler.object()
                                + ": to scale again, remove its annotations autoscaling.keda.sh/paused*"));
    }

    private static Optional<Autoscaled> refusedByKeda(Autoscaler autoscaler) {
        return autoscaler
                .keda("Ready")
                .filter(ready -> autoscaler.keda() && "ScaledObjectCheckFailed".equals(ready.getReason()))
                .map(ready -> new Autoscaled(
                        SCALING_FAILED,
                        "KEDA does not accept " + autoscaler.object() + ": "
                                + AutoscalerFailures.sentence(ready.getMessage())
                                + ": correct spec.autoscaling, or remove the other autoscaler that it names"));
    }

    private static Optional<Autoscaled> active(Autoscaler autoscaler) {
        return when(autoscaler.works() && !awaitsKeda(autoscaler), SCALING_ACTIVE, AutoscalerText.active(autoscaler));
    }

    private static Optional<Autoscaled> pending(Autoscaler autoscaler) {
        var waiting = awaitsKeda(autoscaler)
                ? "spec.replicas is 0: KEDA raises it to spec.autoscaling.minReplicas ("
                        + autoscaler.wanted().minReplicas() + ") within 30 seconds"
                : autoscaler.keda()
                        ? "waiting for KEDA to evaluate " + autoscaler.object()
                                + "; if it stays, check that KEDA's operator is running"
                        : "waiting for Kubernetes to evaluate " + autoscaler.object()
                                + "; if it stays, check that kube-controller-manager is running";
        return when(awaitsKeda(autoscaler) || !autoscaler.evaluated(), AUTOSCALER_PENDING, waiting);
    }

    /** KEDA undoes spec.replicas 0 unless minReplicas is 0. */
    private static boolean awaitsKeda(Autoscaler autoscaler) {
        return autoscaler.keda()
                && autoscaler.plan().replicas() == 0
                && autoscaler.wanted().minReplicas() > 0;
    }

    private static Optional<Autoscaled> withoutServers(Autoscaler autoscaler) {
        return when(
                autoscaler.plan().replicas() > 0 && !autoscaler.serverReady(),
                WAITING_FOR_SERVERS,
                "no server is ready, so there is no load to measure; " + autoscaler.object()
                        + " scales as soon as a server is ready");
    }

    private static Optional<Autoscaled> when(boolean applies, AutoscaledReason reason, String message) {
        return applies ? Optional.of(new Autoscaled(reason, message)) : Optional.empty();
    }
}
