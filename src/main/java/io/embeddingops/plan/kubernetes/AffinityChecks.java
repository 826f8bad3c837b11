package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.items;
import static io.embeddingops.plan.kubernetes.Check.range;
import static io.embeddingops.plan.kubernetes.Check.required;

/** Affinity and anti-affinity. */
final class AffinityChecks {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
    private static final Check WEIGHT = required("weight", range(1, 100));

    private static final Check POD_TERM = all(
            required("topologyKey", Formats.LABEL_KEY),
            at("labelSelector", SelectorChecks.LABEL_SELECTOR),
            at("namespaceSelector", SelectorChecks.LABEL_SELECTOR),
            items("namespaces", Formats.DNS_LABEL),
            new LabelKeys("matchLabelKeys"),
            new LabelKeys("mismatchLabelKeys"));

    private static final Check PODS =
            all(items(REQUIRED, POD_TERM), items(PREFERRED, WEIGHT, required("podAffinityTerm", POD_TERM)));

    private static final Check NODES = all(
            at(REQUIRED, required("nodeSelectorTerms"), items("nodeSelectorTerms", SelectorChecks.REQUIRED_NODES)),
            items(PREFERRED, WEIGHT, at("preference", SelectorChecks.PREFERRED_NODES)));

    /** A pod's affinity. */
    static final Check AFFINITY = all(at("nodeAffinity", NODES), at("podAffinity", PODS), at("podAntiAffinity", PODS));

    private AffinityChecks() {}
}
