package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.fixtures.LenientFlags;
import io.embeddingops.fixtures.RandomSpec;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Rejection;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random specs, drawn from the CRD's schema: what is accepted can be applied, and what is refused names a field.
 * {@code -Dfuzz.n=2000 -Dfuzz.seed=7} tries more or others.
 */
@ExtendWith(SharedControlPlane.class)
class FuzzIT {

    private static final int SPECS = Integer.getInteger("fuzz.n", 300);
    private static final int SERVED = Math.min(SPECS / 10, 60);
    private static final long SEED = Long.getLong("fuzz.seed", 20261129L);

    private static final Pattern USELESS = Pattern.compile("imagePullSecrets.*is required|claimName \".*DNS name"
            + "|medium .*must be|matchLabelKeys.*is already a key of|must be a quantity");

    private final List<String> faults = new ArrayList<>();
    private int accepted;
    private int refusedByPlanner;

    @Test
    void whatIsAcceptedCanBeAppliedAndWhatIsRefusedNamesAField(ControlPlane controlPlane) {
        var specs = new RandomSpec(SEED);
        try (var trial = new SpecTrial(controlPlane)) {
            for (var i = 0; i < SPECS; i++) {
                var spec = specs.next();
                try {
                    check(trial, spec);
                } catch (RuntimeException e) {
                    faults.add(spec + ": " + e);
                }
            }
        }
        System.out.printf(
                "fuzz: seed %d, %d specs, %d accepted, %d refused by the planner only, %d faults%n",
                SEED, SPECS, accepted, refusedByPlanner, faults.size());
        assertThat(faults).as("seed " + SEED).isEmpty();
        assertThat(accepted).isGreaterThan(SPECS / 10);
        assertThat(refusedByPlanner).isGreaterThan(SPECS / 10);
    }

    /** A part of them with an operator, which must not fail to apply any. */
    @Test
    void operatorAppliesWhatItAccepts(Tenant tenant) {
        tenant.startOperator(LenientFlags.ALL);
        var specs = new RandomSpec(SEED + 1);
        var created = IntStream.range(0, SERVED)
                .mapToObj(i -> create(tenant, "f" + i, specs.next()))
                .flatMap(Optional::stream)
                .toList();
        assertThat(created).hasSizeGreaterThan(SERVED / 3);
        created.forEach(name -> {
            var ready = tenant.awaitCondition(name, condition -> true);
            assertThat(ready.reason())
                    .as("%s, seed %d: %s", tenant.service(name).get().getSpec(), SEED, ready.message())
                    .isNotEqualTo("ApplyFailed");
            assertThat(tenant.deployment(name).get() == null)
                    .as(name)
                    .isEqualTo(ready.reason().equals("InvalidSpec"));
        });
    }

    private static Optional<String> create(Tenant tenant, String name, ObjectNode spec) {
        // hundreds of pods would only take time
        spec.remove("replicas");
        var service = SpecTrial.resource(name, tenant.namespace(), spec);
        try {
            tenant.client().resource(service).create();
            return Optional.of(name);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    private void check(SpecTrial trial, ObjectNode spec) {
        var api = trial.api(spec);
        var render = trial.render(spec);
        var plan = trial.plan(spec);
        var refused = plan instanceof Rejection;
        fault(api.isEmpty() && !refused != render.isEmpty(), spec, "render disagrees: " + api + plan + render);
        if (api.isPresent()) {
            fault(!api.get().contains("spec"), spec, "the API server names no field: " + api);
        } else if (plan instanceof Rejection rejection) {
            refusedByPlanner++;
            rejection
                    .errors()
                    .forEach(error ->
                            fault(!error.field().startsWith("spec."), spec, "the planner names no field: " + error));
            var kubernetes = trial.kubernetesErrors(spec);
            fault(
                    kubernetes.containsAll(rejection.errors())
                            && rejection.errors().stream().noneMatch(FuzzIT::isUseless)
                            && trial.objects(spec).isEmpty(),
                    spec,
                    "only the planner refuses: " + rejection.errors());
        } else {
            accepted++;
            trial.objects(spec).ifPresent(refusal -> fault(true, spec, "cannot be applied: " + refusal));
        }
    }

    /** What the API server accepts, though it cannot work. */
    private static boolean isUseless(FieldError error) {
        return USELESS.matcher(error.toString()).find();
    }

    private void fault(boolean wrong, ObjectNode spec, String fault) {
        if (wrong) {
            faults.add(spec + ": " + fault);
        }
    }
}
