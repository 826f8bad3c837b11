package io.embeddingops.it;

import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes counted by an API server, to the kinds that the operator writes.
 *
 * @param byKind number of writes by verb and resource
 */
public record ApiServerWrites(Map<String, Long> byKind) {

    private static final String KINDS = Stream.concat(
                    Stream.of("embeddingservices", "events"),
                    Kinds.all().types().stream().map(HasMetadata::getPlural))
            .collect(Collectors.joining("|"));

    private static final Pattern LINE = Pattern.compile(
            // Kubernetes writes what it measures into the status of an autoscaler
            "^apiserver_request_total\\{(?![^}]*resource=\"horizontalpodautoscalers\"[^}]*subresource=\"status\")(?=[^}]*resource=\"("
                    + KINDS + ")\")"
                    + "(?=[^}]*verb=\"(APPLY|CREATE|DELETE|DELETECOLLECTION|PATCH|POST|PUT|UPDATE)\")[^}]*} (\\S+)$",
            Pattern.MULTILINE);

    /** All writes so far. */
    public static ApiServerWrites of(KubernetesClient client) {
        var byKind = new TreeMap<String, Long>();
        for (var match = LINE.matcher(client.raw("/metrics")); match.find(); ) {
            byKind.merge(match.group(2) + " " + match.group(1), (long) Double.parseDouble(match.group(3)), Long::sum);
        }
        return new ApiServerWrites(byKind);
    }

    /** The writes since the earlier count. */
    public Map<String, Long> since(ApiServerWrites before) {
        var more = new TreeMap<String, Long>();
        byKind.forEach((kind, count) -> {
            var added = count - before.byKind.getOrDefault(kind, 0L);
            if (added != 0) {
                more.put(kind, added);
            }
        });
        return more;
    }
}
