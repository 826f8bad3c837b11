package io.embeddingops.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The requests that an API server has counted.
 *
 * @param counts by verb, resource and subresource, such as {@code APPLY embeddingservices/status}
 */
record Requests(Map<String, Long> counts) {

    private static final Pattern LINE =
            Pattern.compile("^apiserver_request_total\\{([^}]*)} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Set<String> WRITES =
            Set.of("APPLY", "CREATE", "DELETE", "DELETECOLLECTION", "PATCH", "POST", "PUT", "UPDATE");

    /** Resources that the API server itself writes, regularly or for every Service. */
    private static final Set<String> ITS_OWN =
            Set.of("leases", "apiservices", "flowschemas", "prioritylevelconfigurations", "ipaddresses");

    static Requests of(KubernetesClient client) {
        var counts = new TreeMap<String, Long>();
        for (var line = LINE.matcher(client.raw("/metrics")); line.find(); ) {
            var labels = new TreeMap<String, String>();
            for (var label = LABEL.matcher(line.group(1)); label.find(); ) {
                labels.put(label.group(1), label.group(2));
            }
            var resource = labels.getOrDefault("resource", "");
            var subresource = labels.getOrDefault("subresource", "");
            if (!resource.isEmpty() && !ITS_OWN.contains(resource)) {
                counts.merge(
                        labels.get("verb") + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource),
                        (long) Double.parseDouble(line.group(2)),
                        Long::sum);
            }
        }
        return new Requests(counts);
    }

    /** The requests since the earlier count. */
    Requests since(Requests before) {
        var more = new TreeMap<String, Long>();
        counts.forEach((kind, count) -> {
            var added = count - before.counts.getOrDefault(kind, 0L);
            if (added != 0) {
                more.put(kind, added);
            }
        });
        return new Requests(more);
    }

    /** Without that many requests of a kind, which the driver itself sent. */
    Requests without(String kind, long count) {
        var rest = new TreeMap<>(counts);
        rest.computeIfPresent(kind, (same, all) -> all == count ? null : all - count);
        return new Requests(rest);
    }

    Requests writes() {
        var writes = new TreeMap<>(counts);
        writes.keySet().removeIf(kind -> !isWrite(kind));
        return new Requests(writes);
    }

    Requests reads() {
        var reads = new TreeMap<>(counts);
        reads.keySet().removeIf(Requests::isWrite);
        return new Requests(reads);
    }

    long sum() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static boolean isWrite(String kind) {
        return WRITES.contains(kind.substring(0, kind.indexOf(' ')));
    }
}
