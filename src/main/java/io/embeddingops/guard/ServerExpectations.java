package io.embeddingops.guard;

import io.embeddingops.plan.Plan;
import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Expectations.Plugin;
import java.util.Optional;

/** What the servers of a plan should be. */
public final class ServerExpectations {

    /** First version of the pod template with the plugin. */
    private static final int TEMPLATE_WITH_PLUGIN = 2;

    private ServerExpectations() {}

    public static Expectations of(Plan plan) {
        return new Expectations(
                Optional.empty(), plan.template() >= TEMPLATE_WITH_PLUGIN ? Plugin.EXPECTED : Plugin.NOT_IN_TEMPLATE);
    }
}
