package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.ServerEgress;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.FetchContainer;
import io.embeddingops.source.FetchReason;
import java.util.regex.Pattern;

/** Where to correct what made a download fail. The report has the remedy itself, but does not always name the field. */
final class FetchRemedy {

    private static final Pattern FIELD = Pattern.compile("\\b(?:spec|model\\.source|model\\.cache)\\b");
    private static final String SOURCE = "spec.model.source.";

    private FetchRemedy() {}

    /** The fields as part of a parenthesis, with a semicolon at the end; empty if the message names them. */
    static String of(FetchReason reason, FetchState fetch, PodView pod, String message) {
        return FIELD.matcher(message).find()
                ? ""
                : "see " + where(reason, fetch.source().startsWith("s3:"), pod) + "; ";
    }

    /** A NetworkPolicy that may keep the pod from the source, with a semicolon at the end; empty if it cannot. */
    static String egress(FetchReason reason, Plan plan) {
        return plan.network()
                .egress()
                .filter(limit -> reason == FetchReason.MODEL_UNREACHABLE)
                .map(limit -> limit == ServerEgress.NONE
                        ? "spec.server.egress: None lets the pod connect to nothing: set it to Listed with the source and the"
                                + " DNS in spec.server.egressTo; "
                        : "check that spec.server.egressTo lists the source and the DNS; ")
                .orElse("");
    }

    private static String where(FetchReason reason, boolean bucket, PodView pod) {
        return switch (reason) {
            case MODEL_NOT_FOUND -> SOURCE + (bucket ? "s3.uri" : "huggingFace.repo and revision");
            case MODEL_UNAUTHORIZED -> SOURCE + (bucket ? "s3.credentialsSecret" : "huggingFace.tokenSecret");
            case MODEL_UNREACHABLE -> SOURCE + (bucket ? "s3" : "huggingFace") + ".endpoint, proxy and caConfigMap";
            case MODEL_CORRUPT -> SOURCE + (bucket ? "s3" : "huggingFace");
            case OUT_OF_SPACE -> "spec.model.cache";
            case FETCH_FAILED -> "kubectl logs " + pod.name() + " -c " + FetchContainer.NAME + " --previous";
        };
    }
}
