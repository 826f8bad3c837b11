package io.embeddingops.status;

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
