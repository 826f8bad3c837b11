package io.embeddingops.health;

import io.embeddingops.plan.AccessPlan;
import java.util.Optional;

/**
 * What protects a server.
 *
 * @param apiKeySecret Secret of which every value is a valid API key; empty if no key is required
 * @param tlsSecret Secret with the server's certificate; empty for HTTP
 */
public record TargetAccess(Optional<String> apiKeySecret, Optional<String> tlsSecret) {

    /** HTTP without API keys. */
    public static final TargetAccess OPEN = new TargetAccess(Optional.empty(), Optional.empty());

    public static TargetAccess of(AccessPlan plan) {
        return new TargetAccess(plan.apiKeySecret(), plan.tlsSecret());
    }

    boolean open() {
        return equals(OPEN);
    }
}
