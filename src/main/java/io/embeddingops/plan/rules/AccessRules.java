package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.ServerEgress;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Rules for who may use a service, and what its servers may connect to. */
final class AccessRules {

    private static final String EGRESS_TO = "spec.server.egressTo";

    private AccessRules() {}

    /** A server of an earlier template would ignore the field, and would be open to everybody. */
    static Stream<FieldError> template(Plan plan, Policy policy) {
        var fields = new LinkedHashMap<String, Boolean>();
        fields.put("spec.access.apiKeySecret", plan.access().apiKeySecret().isPresent());
        fields.put("spec.access.tls", plan.access().tls());
        fields.put("spec.server.priorityScheduling", plan.server().priorityScheduling());
        return fields.entrySet().stream()
                .filter(Map.Entry::getValue)
                .filter(field -> !plan.hasAccess())
                .map(field -> Rule.error(
                        field.getKey(),
                        "is not possible with pod template " + plan.template()
                                + ", which the service keeps: remove it, or set spec.upgradePolicy: Follow, which replaces"
                                + " the pods"));
    }

    static Stream<FieldError> egress(Plan plan, Policy policy) {
        var network = plan.network();
        var listed =
                network.egress().filter(egress -> egress == ServerEgress.LISTED).isPresent();
        return listed == network.egressTo().isEmpty()
                ? Stream.of(Rule.error(EGRESS_TO, listed ? Messages.EGRESS_TO_MISSING : Messages.EGRESS_TO_UNUSED))
                : Stream.empty();
    }

    /** A filled cache needs no network. */
    static Stream<FieldError> downloadWithoutEgress(Plan plan) {
        return DownloadPlan.of(plan).stream()
                .filter(download -> plan.network()
                        .egress()
                        .filter(egress -> egress == ServerEgress.NONE)
                        .isPresent())
                .map(download -> Rule.error(
                        "spec.server.egress",
                        "None also blocks the download of the model, so that pods start only while the cache has it: set"
                                + " Listed, and list DNS and the source in " + EGRESS_TO));
    }
}
