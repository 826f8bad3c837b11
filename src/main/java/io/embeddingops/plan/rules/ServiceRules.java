package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.IpFamily;
import io.embeddingops.api.v1alpha1.IpFamilyPolicy;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.HashSet;
import java.util.stream.Stream;

/** Rules for the IP families of the Service. */
final class ServiceRules {

    private static final String FIELD = "spec.service.ipFamilies";

    private ServiceRules() {}

    /** Without the plugin SGLang listens on IPv4 only. */
    static Stream<FieldError> withoutPlugin(Plan plan) {
        var service = plan.service();
        var dual = service.ipFamilyPolicy().filter(policy -> policy != IpFamilyPolicy.SINGLE_STACK);
        return Stream.of(FIELD, "spec.service.ipFamilyPolicy")
                .filter(field -> !plan.hasPlugin())
                .filter(field -> field.equals(FIELD)
                        ? service.ipFamilies().contains(IpFamily.IPV6)
                        : dual.isPresent() && service.ipFamilies().isEmpty())
                .map(field -> Rule.error(
                        field,
                        "asks for IPv6, but the service keeps pod template " + plan.template()
                                + ", whose servers listen on IPv4 only; set spec.upgradePolicy: Follow, which replaces the"
                                + " pods"));
    }

    static Stream<FieldError> ipFamilies(Plan plan, Policy policy) {
        var families = plan.service().ipFamilies();
        if (new HashSet<>(families).size() < families.size()) {
            return Stream.of(Rule.error(FIELD, families.get(0).value() + " is listed twice: remove one"));
        }
        var single = plan.service()
                .ipFamilyPolicy()
                .filter(given -> given == IpFamilyPolicy.SINGLE_STACK)
                .isPresent();
        return families.size() > 1 && single
                ? Stream.of(Rule.error(
                        FIELD,
                        "must have one family with spec.service.ipFamilyPolicy SingleStack: remove one, or set"
                                + " spec.service.ipFamilyPolicy to PreferDualStack"))
                : Stream.empty();
    }
}
