package io.embeddingops.guard;

import io.embeddingops.plan.Plan;

/** Names the service's own NetworkPolicy as a possible cause of a verification that got no answer. */
public final class NetworkRemedy {

    private NetworkRemedy() {}

    /** The judgement with the remedy in its condition, if the policy may be the cause. */
    public static Judgement explain(Plan plan, Judgement judgement) {
        var verified = judgement.verified();
        return plan.network().from().isEmpty() || !verified.reason().equals(VerifiedReason.UNREACHABLE.toString())
                ? judgement
                : judgement.with(new Verified(verified.status(), verified.reason(), verified.message() + remedy(plan)));
    }

    private static String remedy(Plan plan) {
        return "; NetworkPolicy " + plan.servers() + " (spec.access.from) "
                + plan.network()
                        .operatorPods()
                        .map(pods -> "allows pods of the operator in namespace " + pods.namespace()
                                + ": if it runs elsewhere, correct --operator-namespace and --operator-pod-labels")
                        .orElse("does not allow the operator, which runs without --operator-namespace: set it")
                + ", or add the operator's address to spec.access.from (with --probe-via proxy that of the API server)";
    }
}
