package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.Pooling;
import io.embeddingops.plan.Plan;
import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Expectations.Plugin;
import io.embeddingops.verification.Expectations.WantedPooling;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the servers of a plan should be. */
public final class ServerExpectations {

    private static final Set<Pooling> UNNAMED = Set.of(Pooling.FROM_MODEL, Pooling.ENGINE);

    private ServerExpectations() {}

    public static Expectations of(Plan plan) {
        var wanted = Optional.of(plan.plugin().pooling())
                .filter(pooling -> !UNNAMED.contains(pooling))
                .map(pooling -> pooling.name().toLowerCase(Locale.ROOT))
                .map(name -> new WantedPooling(name, "spec.model.pooling asks for " + name));
        return new Expectations(wanted, plan.hasPlugin() ? Plugin.EXPECTED : Plugin.NOT_IN_TEMPLATE);
    }
}
