package io.embeddingops.plan.bounds;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.SecurityDefaults;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Values in security contexts and annotations that exceed Pod Security level {@code baseline} or weaken the operator's
 * defaults: capabilities, privilege escalation, and an explicit root user. The root user of SGLang's own images needs
 * no permission.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>
 */
final class PrivilegeDemands {

    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

    /** The only capability that level {@code restricted} allows to add. */
    private static final String BIND = "NET_BIND_SERVICE";

    private static final Set<String> SELINUX_TYPES =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

    /** Sysctls that affect only the pod. */
    private static final Set<String> SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes");

    /** Fields of either security context with a test for values that need permission; absent fields never do. */
    private static final List<Limit> LIMITS = List.of(
            Limit.at("/allowPrivilegeEscalation", JsonNode::asBoolean),
            Limit.at("/appArmorProfile/type", PrivilegeDemands::unconfined),
            Limit.at("/privileged", JsonNode::asBoolean),
            Limit.at("/procMount", mount -> !mount.asText().equals("Default")),
            Limit.at("/runAsNonRoot", nonRoot -> !nonRoot.asBoolean()),
            Limit.at("/runAsUser", user -> user.asLong() == 0),
            Limit.at("/seLinuxOptions/role", role -> !role.asText().isEmpty()),
            Limit.at("/seLinuxOptions/type", type -> !SELINUX_TYPES.contains(type.asText())),
            Limit.at("/seLinuxOptions/user", user -> !user.asText().isEmpty()),
            Limit.at("/seccompProfile/type", PrivilegeDemands::unconfined),
            Limit.at("/windowsOptions/hostProcess", JsonNode::asBoolean));

    private record Limit(JsonPointer field, Predicate<JsonNode> exceeds) {

        static Limit at(String field, Predicate<JsonNode> exceeds) {
            return new Limit(JsonPointer.compile(field), exceeds);
        }
    }

    private PrivilegeDemands() {}

    static Stream<Demand> of(Plan plan) {
        return Stream.of(
                        context("spec.server.securityContext", plan.server().securityContext()),
                        context("spec.pod.securityContext", plan.pod().securityContext()),
                        annotations(plan))
                .flatMap(demands -> demands);
    }

    private static Stream<Demand> context(String field, Object context) {
        return SecurityDefaults.isOwn(context) ? Stream.empty() : demands(field, Tree.of(context));
    }

    private static Stream<Demand> demands(String field, JsonNode context) {
        var fields = LIMITS.stream()
                .filter(entry -> !context.at(entry.field()).isMissingNode())
                .filter(entry -> entry.exceeds().test(context.at(entry.field())))
                .map(entry -> demand(
                        field + entry.field().toString().replace('/', '.'),
                        context.at(entry.field()).asText()));
        return Stream.of(
                        fields,
                        items(
                                field + ".capabilities.add",
                                context.at("/capabilities/add"),
                                "",
                                added -> !added.equals(BIND)),
                        dropped(field + ".capabilities.drop", context.at("/capabilities/drop")),
                        items(field + ".sysctls", context.at("/sysctls"), "/name", name -> !SYSCTLS.contains(name)))
                .flatMap(demands -> demands);
    }

    private static Stream<Demand> items(String field, JsonNode items, String key, Predicate<String> exceeds) {
        return Item.<JsonNode>of(field, items)
                .filter(item -> exceeds.test(item.value().at(key).asText()))
                .map(item -> demand(
                        item.field() + key.replace('/', '.'),
                        item.value().at(key).asText()));
    }

    /** A list in the spec replaces the operator's, which drops all capabilities. */
    private static Stream<Demand> dropped(String field, JsonNode dropped) {
        var dropsAll = StreamSupport.stream(dropped.spliterator(), false)
                .anyMatch(capability -> capability.asText().equals("ALL"));
        return dropped.isMissingNode() || dropsAll
                ? Stream.empty()
                : Stream.of(demand(field, dropped + " without ALL"));
    }

    private static Stream<Demand> annotations(Plan plan) {
        return plan.pod().annotations().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(APP_ARMOR))
                .filter(entry -> !entry.getValue().equals("runtime/default")
                        && !entry.getValue().startsWith("localhost/"))
                .map(entry -> demand("spec.pod.annotations[" + entry.getKey() + "]", entry.getValue()));
    }

    private static boolean unconfined(JsonNode type) {
        return type.asText().equals("Unconfined");
    }

    private static Demand demand(String field, String value) {
        return new Demand(Bound.PRIVILEGED, field, value);
    }
}
