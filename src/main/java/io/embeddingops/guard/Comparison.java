package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The pods beside the vectors that the service is held to. */
record Comparison(VerificationPlan plan, Known known, VectorSpaces spaces, List<PodStanding> pods) {

    /** The worst comes first. */
    Verified verified() {
        return known.trouble()
                .or(this::failed)
                .or(this::changed)
                .or(this::mismatch)
                .or(this::unreachable)
                .or(this::pending)
                .orElseGet(this::right);
    }

    /** Of each pod whose embeddings are known to be right or wrong. */
    Map<String, Boolean> verdicts() {
        var found = new HashMap<String, Boolean>();
        for (var pod : pods) {
            if (pod.is(Outcome.FAILED)) {
                found.put(pod.pod(), false);
            } else if (pod.current() && known.trouble().isEmpty()) {
                pod.vectors().ifPresent(vectors -> found.put(pod.pod(), accepted(vectors)));
            }
        }
        return found;
    }

    /** What a new pod may do better. */
    Set<String> spoiled() {
        var good = verdicts().containsValue(true);
        return current().stream()
                .filter(PodStanding::failing)
                .filter(pod -> pod.proven() || good)
                .map(PodStanding::pod)
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

    private List<PodStanding> current() {
        return pods.stream().filter(PodStanding::current).toList();
    }

    private Optional<Verified> failed() {
        return pods.stream().filter(pod -> pod.is(Outcome.FAILED)).findFirst().map(pod -> {
            var findings = pod.report().orElseThrow().findings();
            var all = findings.stream().map(finding -> finding.message()).collect(Collectors.joining("; "));
            return new Verified(Condition.FALSE, findings.get(0).problem().toString(), "pod " + pod.pod() + ": " + all);
        });
    }

    private Optional<Verified> changed() {
        var inUse = spaces.inUse().map(InUse::vectors);
        if (spaces.candidate().isPresent()) {
            var candidate = spaces.candidate().get();
            var what = inUse.map(vectors -> "the current spec's vectors (" + candidate.id() + ", "
                            + candidate.dimensions() + " dimensions) differ from those in use (" + vectors.id() + ", "
                            + vectors.dimensions() + " dimensions): cosine " + Guard.cosine(vectors, candidate)
                            + ", at least " + plan.minCosine() + " is wanted")
                    .orElseGet(() -> "the vectors have the id " + candidate.id() + " and not "
                            + plan.acceptedId().or(known::lastId).orElse("the one expected"));
            return Optional.of(new Verified(
                    Condition.FALSE,
                    VerifiedReason.VECTOR_SPACE_CHANGED.toString(),
                    what + ". Vectors stored so far do not match them. Take the change back, or accept it with"
                            + " spec.vectorSpace.id: " + candidate.id()));
        }
        return plan.acceptedId()
                .filter(id -> inUse.filter(vectors -> !vectors.id().equals(id)).isPresent())
                .map(id -> new Verified(
                        Condition.FALSE,
                        VerifiedReason.VECTOR_SPACE_CHANGED.toString(),
                        "spec.vectorSpace.id is " + id + ", but the servers' vectors have the id "
                                + inUse.orElseThrow().id() + ": correct it, or leave it out"));
    }

    private Optional<Verified> mismatch() {
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
                                                        + " gives other vectors than the other replicas: cosine "
                                                        + Guard.cosine(
                                                                inUse,
                                                                pod.vectors().orElseThrow())
                                                        + " to those in use. Look at its node's device and driver, and delete the pod")));
    }

    private Optional<Verified> pending() {
        if (current().stream().anyMatch(pod -> pod.vectors().isPresent())) {
            return Optional.empty();
        }
        return Optional.of(new Verified(
                Condition.UNKNOWN,
                VerifiedReason.PENDING.toString(),
                "no server with the current spec has been verified yet; that follows as soon as one is ready"));
    }

    private Optional<Verified> unreachable() {
        return current().stream()
                .filter(pod -> pod.is(Outcome.INCONCLUSIVE))
                .findFirst()
                .map(pod -> new Verified(
                        Condition.UNKNOWN,
                        VerifiedReason.UNREACHABLE.toString(),
                        "pod " + pod.pod() + " could not be verified: "
                                + pod.report().orElseThrow().findings().stream()
                                        .map(finding -> finding.message())
                                        .collect(Collectors.joining("; "))));
    }

    private Verified right() {
        var warnings = current().stream()
                .flatMap(pod -> pod.report().stream())
                .flatMap(report -> report.findings().stream())
                .map(finding -> finding.problem() + ": " + finding.message())
                .findFirst();
        return new Verified(
                Condition.TRUE,
                VerifiedReason.VERIFIED.toString(),
                "the embeddings are right, and in the vector space "
                        + spaces.inUse().orElseThrow().vectors().id()
                        + warnings.map(warning -> "; but " + warning).orElse(""));
    }
}
