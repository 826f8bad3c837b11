package io.embeddingops.plan.rules;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import java.util.HashSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for claims of Dynamic Resource Allocation: those of the pod, and those that the container uses. */
final class ClaimRules {

    private static final String POD = "spec.pod.resourceClaims";
    private static final String SERVER = "spec.server.resources.claims";
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private ClaimRules() {}

    static Stream<FieldError> ofPod(Plan plan, Policy policy) {
        var seen = new HashSet<String>();
        return Item.of(POD, plan.pod().resourceClaims())
                .flatMap(claim -> Stream.concat(
                        name(claim.field() + ".name", claim.value().getName(), seen), source(claim)));
    }

    static Stream<FieldError> ofServer(Plan plan, Policy policy) {
        var known = plan.pod().resourceClaims().stream()
                .map(PodResourceClaim::getName)
                .collect(Collectors.toSet());
        var seen = new HashSet<String>();
        return Item.of(SERVER, plan.server().resources().getClaims()).flatMap(claim -> {
            var field = claim.field() + ".name";
            var name = claim.value().getName();
            return name == null || name.isEmpty() || known.contains(name)
                    ? name(field, name, seen)
                    : Stream.of(Rule.error(field, name + " is not a claim in " + POD + ": add a claim with that name"));
        });
    }

    private static Stream<FieldError> name(String field, String name, HashSet<String> seen) {
        if (name == null || name.isEmpty()) {
            return Stream.of(Rule.error(field, "is required"));
        } else if (!DNS_LABEL.matcher(name).matches()) {
            return Stream.of(Rule.error(
                    field,
                    "\"" + name + "\" must be 1 to 63 lower-case letters, digits and '-', starting and ending with a"
                            + " letter or digit"));
        }
        return seen.add(name) ? Stream.empty() : Stream.of(Rule.error(field, name + " is listed twice: remove one"));
    }

    private static Stream<FieldError> source(Item<PodResourceClaim> claim) {
        return isSet(claim.value().getResourceClaimName())
                        == isSet(claim.value().getResourceClaimTemplateName())
                ? Stream.of(Rule.error(
                        claim.field(),
                        "must have exactly one of resourceClaimName, which all replicas share, and"
                                + " resourceClaimTemplateName, from which each replica gets a claim of its own"))
                : Stream.empty();
    }

    private static boolean isSet(String text) {
        return text != null && !text.isEmpty();
    }
}
