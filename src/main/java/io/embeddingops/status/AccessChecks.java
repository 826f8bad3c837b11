package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.util.Optional;

/** Servers that nobody may use. */
final class AccessChecks {

    private AccessChecks() {}

    /** API keys are required, and there are none. */
    static Optional<Verdict> closed(Plan plan, Observation observation) {
        return plan.access()
                .apiKeySecret()
                .filter(secret -> observation.closed())
                .map(secret -> new Verdict(
                        Reason.NO_API_KEYS,
                        "all requests are refused, because Secret " + secret
                                + " (spec.access.apiKeySecret) is missing or has"
                                + " no value: create it with `kubectl create secret generic " + secret
                                + " --from-literal=NAME=KEY` or add a value to it, or remove spec.access.apiKeySecret so that no key is"
                                + " required"));
    }
}
