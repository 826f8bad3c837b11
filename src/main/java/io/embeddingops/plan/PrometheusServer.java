package io.embeddingops.plan;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The Prometheus, or a server with its API, that KEDA asks about the servers.
 *
 * @param address its URL, as KEDA reaches it
 * @param authentication name of the ClusterTriggerAuthentication with the credentials; empty for none
 * @param authModes how KEDA authenticates, such as bearer or basic; empty for not at all
 */
@RecordBuilder
public record PrometheusServer(String address, Optional<String> authentication, List<String> authModes) {

    public PrometheusServer {
        authModes = List.copyOf(authModes);
    }
}
