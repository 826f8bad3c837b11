package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the pods' vectors with those in use. */
record Comparison(VerificationPlan plan, VectorSpaceState known, VectorSpaces spaces, List<PodVerification> pods) {

    /** The condition Verified; the most severe problem comes first. */
    Verified verified() {
        return known.problem()
                .or(this::failed)
                .or(this::vectorSpaceChanged)
                .or(this::replicaMismatch)
                .or(this::descriptionMismatch)
                .or(this::misconfigured)
                .or(this::unreachable)
                .or(this::pending)
                .orElseGet(this::passed);
    }

    /** Whether each pod's embeddings are correct; without pods of which that is unknown. */
    Map<String, Boolean> verdicts() {
        var found = new HashMap<String, Boolean>();
        for (var pod : pods) {
            if (pod.is(Outcome.FAILED)) {
                found.put(pod.pod(), false);
            } else if (pod.current() && known.problem().isEmpty()) {
                pod.vectors().ifPresent(vectors -> found.put(pod.pod(), accepted(vectors)));
            }
        }
        return found;
    }

    /** Names of failing pods that a new pod may replace: the same spec has worked, in this pod or in another one. */
    Set<String> evictionCandidates() {
        var good = verdicts().containsValue(true);
        return current().stream()
                .filter(PodVerification::failing)
                .filter(pod -> pod.passedBefore() || good)
                .map(PodVerification::pod)
                .collect(Collectors.toSet());
    }

    private boolean accepted(Fingerprint vectors) {
        return spaces.inUse()
                .map(InUse::vectors)
                .filter(inUse ->
                        plan.acceptedId().filter(id -> !id.equals(inUse.id())).isEmpty())
                .filter(inUse -> Guard.same(plan, inUse, vectors))
                .isPresent();
    }

    private List<PodVerification> current() {
        return pods.stream().filter(PodVerification::current).toList();
    }

    private Optional<Verified> failed() {
        return pods.stream().filter(pod -> pod.is(Outcome.FAILED)).findFirst().map(pod -> {
            var report = pod.report().orElseThrow();
            return new Verified(
                    Condition.FALSE,
                    report.findings(Severity.FAILURE).get(0).problem().toString(),
                    "pod " + pod.pod() + ": " + messages(report.findings()));
        });
    }

    /** Does not affect {@link #verdicts()}: the vectors match those in use, so the pod stays in service. */
    private Optional<Verified> misconfigured() {
        return current().stream()
                .filter(pod -> pod.report().filter(Report::misconfigured).isPresent())
                .findFirst()
                .map(pod -> {
                    var findings = pod.report().orElseThrow().findings(Severity.MISCONFIGURATION);
                    return new Verified(
                            Condition.FALSE,
                            findings.get(0).problem().toString(),
                            "pod " + pod.pod() + ": " + messages(findings) + warnings());
                });
    }

    private Optional<Verified> descriptionMismatch() {
        return ServedModels.mismatch(current())
                .map(message -> new Verified(Condition.FALSE, VerifiedReason.REPLICA_MISMATCH.toString(), message));
    }

    private static String messages(List<Finding> findings) {
        return findings.stream().map(Finding::message).collect(Collectors.joining("; "));
    }

    private Optional<Verified> vectorSpaceChanged() {
        var inUse = spaces.inUse().map(InUse::vectors);
        if (spaces.candidate().isPresent()) {
            var candidate = spaces.candidate().get();
            var what = inUse.map(vectors -> "the current spec produces vectors (" + candidate.id() + ", "
                            + candidate.dimensions() + " dimensions) that differ from those in use (" + vectors.id()
                            + ", "
                            + vectors.dimensions() + " dimensions): cosine " + Guard.cosine(vectors, candidate)
                            + ", spec.vectorSpace.minCosine is " + plan.minCosine())
                    .orElseGet(() -> "the servers' vectors have id " + candidate.id() + " instead of "
                            + plan.acceptedId().or(known::lastId).orElse("the expected one"));
            return Optional.of(new Verified(
                    Condition.FALSE,
                    VerifiedReason.VECTOR_SPACE_CHANGED.toString(),
                    what + ". Vectors stored so far do not match the new ones: revert the change, or accept it with"
                            + " spec.vectorSpace.id: " + candidate.id()));
        }
        return plan.acceptedId()
                .filter(id -> inUse.filter(vectors -> !vectors.id().equals(id)).isPresent())
                .map(id -> new Verified(
                        Condition.FALSE,
                        VerifiedReason.VECTOR_SPACE_CHANGED.toString(),
                        "spec.vectorSpace.id is " + id + ", but the servers' vectors have id "
                                + inUse.orElseThrow().id() + ": correct the field or remove it"));
    }

    private Optional<Verified> replicaMismatch() {
        return spaces.inUse()
                .map(InUse::vectors)
                .flatMap(
                        inUse -> current().stream()
                                .filter(pod -> pod.vectors()
                                        .filter(vectors -> !Guard.same(plan, inUse, vectors))
                                        .isPresent())
                                .findFirst()
                                .map(
                                        pod -> new Verified(
                                                Condition.FALSE,
                                                VerifiedReason.REPLICA_MISMATCH.toString(),
                                                "pod " + pod.pod()
                                                        + " produces different vectors than the other replicas (cosine "
                                                        + Guard.cosine(
                                                                inUse,
                                                                pod.vectors().orElseThrow())
                                                        + " to the vectors in use): check the device and the driver of its node, then delete the pod")));
    }

    private Optional<Verified> pending() {
        if (current().stream().anyMatch(pod -> pod.vectors().isPresent())) {
            return Optional.empty();
        }
        return Optional.of(new Verified(
                Condition.UNKNOWN,
                VerifiedReason.PENDING.toString(),
                "no server with the current spec has been verified yet; verification starts when one is ready"));
    }

    private Optional<Verified> unreachable() {
        return current().stream()
                .filter(pod -> pod.is(Outcome.INCONCLUSIVE))
                .findFirst()
                .map(pod -> new Verified(
                        Condition.UNKNOWN,
                        unknown(pod.report().orElseThrow()).toString(),
                        "pod " + pod.pod() + " could not be verified: "
                                + messages(pod.report().orElseThrow().findings())));
    }

    private static VerifiedReason unknown(Report report) {
        if (report.has(Problem.NO_API_KEYS)) {
            return VerifiedReason.NO_API_KEYS;
        }
        return report.has(Problem.API_KEYS_UNREADABLE)
                ? VerifiedReason.API_KEYS_UNREADABLE
                : VerifiedReason.UNREACHABLE;
    }

    private Verified passed() {
        return new Verified(
                Condition.TRUE,
                VerifiedReason.VERIFIED.toString(),
                "the embeddings are correct and match vector space "
                        + spaces.inUse().orElseThrow().vectors().id()
                        + warnings());
    }

    /** The warnings of all pods, each problem once. */
    private String warnings() {
        var byProblem = new TreeMap<Problem, String>();
        current().stream()
                .flatMap(pod -> pod.report().stream())
                .flatMap(report -> report.findings(Severity.WARNING).stream())
                .forEach(finding -> byProblem.putIfAbsent(finding.problem(), "; warning: " + finding.text()));
        return String.join("", byProblem.values());
    }
}
