package io.embeddingops.plan;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * Who may use the servers.
 *
 * @param apiKeySecret Secret of which every value is a valid API key; empty if no key is required
 * @param tlsSecret Secret with the servers' certificate; empty for HTTP
 */
@RecordBuilder
public record AccessPlan(Optional<String> apiKeySecret, Optional<String> tlsSecret) {

    /** Whether the servers serve HTTPS. */
    public boolean tls() {
        return tlsSecret.isPresent();
    }
}
