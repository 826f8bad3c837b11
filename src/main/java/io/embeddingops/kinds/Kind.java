package io.embeddingops.kinds;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A row of the table: one object of a service, or a kind that is only watched.
 *
 * @param <R> the kind's class
 * @param type the kind's class
 * @param grouped whether each group of a service's servers has the object, instead of the service
 * @param suffix follows the service's name in the object's name; empty for an object of the same name
 * @param builder what a plan makes of it, empty if the plan does not want it; absent for kinds that no plan describes
 * @param changes which changes of an object trigger a reconcile
 * @param optional whether the service runs without the object
 * @param lasting whether the object stays when the plan no longer asks for it
 * @param outliving whether the object of a plan stays when its service is deleted, for a later service of the same name; absent
 *     for kinds whose objects are always deleted together with the service
 * @param crd the CRD that must be installed, such as {@code httproutes.gateway.networking.k8s.io}; empty for built-in kinds
 * @param verbs what the operator's role must allow on this kind
 */
public record Kind<R extends HasMetadata>(
        Class<R> type,
        boolean grouped,
        String suffix,
        Optional<Function<Plan, Optional<R>>> builder,
        Changes<R> changes,
        boolean optional,
        boolean lasting,
        Optional<Predicate<Plan>> outliving,
        Optional<String> crd,
        Set<String> verbs) {

    private static final Set<String> MARK = Set.of("list", "watch", "patch");
    private static final Set<String> APPLY = Set.of("get", "list", "watch", "create", "patch");
    private static final Set<String> APPLY_AND_DELETE = Set.of("get", "list", "watch", "create", "patch", "delete");
    private static final Set<String> KEEP = Set.of("get", "list", "watch", "create", "update");

    /** An object that every service has, under the service's own name. */
    static <R extends HasMetadata> Kind<R> required(Class<R> type, Function<Plan, R> builder) {
        return new Kind<>(
                type,
                false,
                "",
                Optional.of(builder.andThen(Optional::of)),
                Changes.any(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                APPLY);
    }

    /** An object that a service has if its plan asks for it; it is deleted when the plan no longer does. */
    public static <R extends HasMetadata> Kind<R> optional(Class<R> type, Function<Plan, Optional<R>> builder) {
        return new Kind<>(
                type,
                false,
                "",
                Optional.of(builder),
                Changes.any(),
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                APPLY_AND_DELETE);
    }

    /**
     * An object that a service needs if its plan asks for it. When the plan no longer does, pods may still use the object, so
     * it stays until it is deleted together with the service.
     */
    static <R extends HasMetadata> Kind<R> lasting(Class<R> type, Function<Plan, Optional<R>> builder) {
        return new Kind<>(
                type,
                false,
                "",
                Optional.of(builder),
                Changes.any(),
                false,
                true,
                Optional.empty(),
                Optional.empty(),
                APPLY);
    }

    /**
     * An object that a service must not run without if its plan asks for it; it is deleted when the plan no longer does. While
     * it cannot be written, nothing that follows it in the table is.
     */
    static <R extends HasMetadata> Kind<R> protecting(Class<R> type, Function<Plan, Optional<R>> builder) {
        return new Kind<>(
                type,
                false,
                "",
                Optional.of(builder),
                Changes.any(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                APPLY_AND_DELETE);
    }

    /** Objects that the operator watches and does not make, and whose annotations it sets. */
    static <R extends HasMetadata> Kind<R> marked(Class<R> type) {
        return new Kind<>(
                type,
                false,
                "",
                Optional.empty(),
                Changes.any(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                MARK);
    }

    /** Objects in which the operator keeps what it measured. */
    static <R extends HasMetadata> Kind<R> kept(Class<R> type) {
        return new Kind<>(
                type,
                false,
                "",
                Optional.empty(),
                Changes.any(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                KEEP);
    }

    /** An object that says what is known about a service; the service runs without it. It stays until the service is deleted. */
    static <R extends HasMetadata> Kind<R> reported(Class<R> type) {
        return new Kind<>(
                type,
                false,
                "",
                Optional.empty(),
                Changes.any(),
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                APPLY);
    }

    /** The same row for an object that is named after the service with a suffix. */
    public Kind<R> named(String nameSuffix) {
        return new Kind<>(type, grouped, nameSuffix, builder, changes, optional, lasting, outliving, crd, verbs);
    }

    /** The same row, of which only changes of that sort trigger a reconcile. */
    public Kind<R> reactingTo(Changes<R> relevant) {
        return new Kind<>(type, grouped, suffix, builder, relevant, optional, lasting, outliving, crd, verbs);
    }

    /** The same row for a kind that is only there when that CRD is installed. */
    public Kind<R> needing(String crdName) {
        return new Kind<>(
                type, grouped, suffix, builder, changes, optional, lasting, outliving, Optional.of(crdName), verbs);
    }

    /** The same row for an object that stays when the service of such a plan is deleted. */
    Kind<R> outliving(Predicate<Plan> kept) {
        return new Kind<>(type, grouped, suffix, builder, changes, optional, lasting, Optional.of(kept), crd, verbs);
    }

    /** The same row for an object that each group of a service's servers has. */
    Kind<R> ofServers() {
        return new Kind<>(type, true, suffix, builder, changes, optional, lasting, outliving, crd, verbs);
    }

    /** The same row for an object that is also deleted, together with its group of servers. */
    Kind<R> deleted() {
        return new Kind<>(type, grouped, suffix, builder, changes, optional, false, outliving, crd, APPLY_AND_DELETE);
    }

    /** Whether the object of a plan stays when its service is deleted. */
    public boolean outlives(Plan plan) {
        return outliving.filter(kept -> kept.test(plan)).isPresent();
    }

    /** Whether an earlier service of the same name may have left the object behind, for the next one to use. */
    public boolean reused() {
        return outliving.isPresent();
    }

    /** The object that a plan asks for. */
    public Optional<R> build(Plan plan) {
        return builder.flatMap(build -> build.apply(plan));
    }

    /** The name of the object of that service, or of that group of servers. */
    public String objectName(String name) {
        return name + suffix;
    }

    /** The name of a plan's object. */
    public String objectName(Plan plan) {
        return objectName(grouped ? plan.servers() : plan.name());
    }

    /** The kind's name, such as {@code Deployment}. */
    public String kind() {
        return HasMetadata.getKind(type);
    }
}
