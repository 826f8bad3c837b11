package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.RetainedStatus;
import io.embeddingops.plan.Plan;

/** Sentences about a transition to another vector space. */
final class TransitionText {

    /** Messages about the new servers begin with it. */
    static final String NEW_SERVERS = "the new servers beside those in use (Deployment ";

    private TransitionText() {}

    static String prefix(Beside candidate) {
        return NEW_SERVERS + candidate.plan().servers() + "): ";
    }

    /** What to do if the new servers find no room. */
    static String resources(Beside candidate) {
        return ". The servers in use keep serving. Free the resources or add a node"
                + (candidate.observation().desired() > 1
                        ? ", start fewer new servers with spec.vectorSpace.candidateReplicas"
                        : "")
                + ", or set spec.vectorSpace.transition to InPlace, which replaces the servers in use";
    }

    static String moving(String from, String to) {
        return "the Service is being moved from the servers of Deployment " + from + " to those of Deployment " + to;
    }

    /** What the new servers return, and how to accept it. */
    static String ready(CandidateStatus candidate) {
        return NEW_SERVERS + candidate.deployment() + ") are ready at " + candidate.url()
                + " and return vectors with id "
                + candidate.id() + " (" + candidate.dimensions() + " dimensions"
                + (candidate.cosine() == null ? "" : ", cosine " + candidate.cosine() + " to those in use") + ")";
    }

    static String acceptId(String id) {
        return ": to move the Service to them, set spec.vectorSpace.id to " + id;
    }

    /** How to accept the vectors of the new servers. */
    static String accept(Plan plan, CandidateStatus candidate) {
        return plan.verification().reference().isEmpty()
                ? acceptId(candidate.id())
                : ": to move the Service to them, set spec.vectorSpace.configMapName to a ConfigMap with these vectors, or"
                        + " remove it and set spec.vectorSpace.id to " + candidate.id();
    }

    static String scaledToZero(Beside candidate) {
        return NEW_SERVERS + candidate.plan().servers() + ") have 0 replicas, so their vectors are not verified: set"
                + " spec.vectorSpace.candidateReplicas or spec.replicas";
    }

    static String retained(RetainedStatus retained) {
        return "the servers that served before (Deployment " + retained.deployment() + ") stay"
                + (retained.until() == null ? "" : " until " + retained.until())
                + (retained.id() == null ? "" : ": to go back, set spec.vectorSpace.id to " + retained.id());
    }
}
