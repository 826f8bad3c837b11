package io.embeddingops.it;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.regex.Pattern;

/** Counts writes by the API server's own metrics. */
public final class ApiServerWrites {

    private static final Pattern LINE = Pattern.compile(
            "^apiserver_request_total\\{(?=[^}]*resource=\"(embeddingservices|deployments|services|events)\")"
                    + "(?=[^}]*verb=\"(APPLY|CREATE|DELETE|DELETECOLLECTION|PATCH|POST|PUT|UPDATE)\")[^}]*} (\\S+)$",
            Pattern.MULTILINE);

    private ApiServerWrites() {}

    /** All writes so far to the kinds that the operator writes. */
    public static long count(KubernetesClient client) {
        var total = 0.0;
        for (var match = LINE.matcher(client.raw("/metrics")); match.find(); ) {
            total += Double.parseDouble(match.group(3));
        }
        return (long) total;
    }
}
