package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.KedaTrigger;
import io.embeddingops.plan.AutoscalingPlan;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.HashSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules of spec.autoscaling. */
final class AutoscalingRules {

    private static final String FIELD = "spec.autoscaling";
    private static final String CPU_REQUEST = "spec.server.resources.requests.cpu";
    private static final String DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";

    private AutoscalingRules() {}

    static Stream<FieldError> replicas(Plan plan, Policy policy) {
        return plan.autoscaling().stream().flatMap(AutoscalingRules::replicas);
    }

    private static Stream<FieldError> replicas(AutoscalingPlan autoscaling) {
        var min = autoscaling.minReplicas();
        var max = autoscaling.maxReplicas();
        if (max < 1) {
            return Stream.of(Rule.error(FIELD + ".maxReplicas", "is required: set it to 1 or more"));
        }
        return min > max
                ? Stream.of(Rule.error(
                        FIELD + ".minReplicas",
                        min + " must not be more than spec.autoscaling.maxReplicas " + max
                                + ": lower it, or raise maxReplicas"))
                : Stream.empty();
    }

    /** Without a server there is no load to measure. */
    static Stream<FieldError> fromZero(Plan plan, Policy policy) {
        return when(
                        plan,
                        autoscaling -> autoscaling.minReplicas() == 0
                                && !(isAskedFor(AutoscalingEngine.KEDA, autoscaling)
                                        && !autoscaling.triggers().isEmpty()))
                .map(autoscaling -> Rule.error(
                        FIELD + ".minReplicas",
                        "0 needs spec.autoscaling.engine KEDA and a trigger in spec.autoscaling.triggers that starts the"
                                + " first server, such as cron: add them, or set minReplicas to 1"));
    }

    static Stream<FieldError> triggers(Plan plan, Policy policy) {
        return when(
                        plan,
                        autoscaling ->
                                !autoscaling.triggers().isEmpty() && !isAskedFor(AutoscalingEngine.KEDA, autoscaling))
                .map(autoscaling -> Rule.error(
                        FIELD + ".triggers", "need spec.autoscaling.engine KEDA: set it, or remove the triggers"));
    }

    /** KEDA refuses a name that is used twice. */
    static Stream<FieldError> triggerNames(Plan plan, Policy policy) {
        var names = new HashSet<String>();
        return plan.autoscaling().stream()
                .flatMap(autoscaling -> Item.of(FIELD + ".triggers", autoscaling.triggers()))
                .flatMap(item -> Stream.concat(type(item), name(item, names::add)));
    }

    private static Stream<FieldError> type(Item<KedaTrigger> trigger) {
        return trigger.value().type().isEmpty()
                ? Stream.of(Rule.error(trigger.field() + ".type", "is required"))
                : Stream.empty();
    }

    private static Stream<FieldError> name(Item<KedaTrigger> trigger, Predicate<String> isNew) {
        return Stream.ofNullable(trigger.value().name())
                .filter(name -> !isNew.test(name))
                .map(name -> Rule.error(
                        trigger.field() + ".name",
                        "\"" + name + "\" is the name of another trigger: choose a different one"));
    }

    /** The target of a HorizontalPodAutoscaler is a share of the CPU request. */
    static Stream<FieldError> cpuRequest(Plan plan, Policy policy) {
        return when(
                        plan,
                        autoscaling -> isAskedFor(AutoscalingEngine.HPA, autoscaling)
                                || autoscaling.asked().isEmpty() && plan.device() == Device.CPU)
                .filter(autoscaling -> !ResourceRules.requestsCpu(plan))
                .map(autoscaling -> Rule.error(
                        CPU_REQUEST,
                        "is required for autoscaling by CPU, because spec.autoscaling.targetUtilization is a share of it:"
                                + " set it to the CPU that a server uses at full load, or set"
                                + " spec.autoscaling.engine to KEDA"));
    }

    /** The default engine of device gpu depends on the cluster. */
    static Stream<FieldError> unmeasured(Plan plan) {
        return when(
                        plan,
                        autoscaling -> autoscaling.asked().isEmpty()
                                && autoscaling.engine() == AutoscalingEngine.HPA
                                && plan.device() == Device.GPU)
                .filter(autoscaling -> !ResourceRules.requestsCpu(plan))
                .map(autoscaling -> Rule.error(
                        CPU_REQUEST,
                        "is missing, so without KEDA and the operator's --prometheus-address the autoscaler cannot"
                                + " measure the servers: set it, or set spec.autoscaling.engine to KEDA"));
    }

    /** The operator removes the annotation from servers that are ready, and could not tell the user's from its own. */
    static Stream<FieldError> doNotDisrupt(Plan plan, Policy policy) {
        return plan.pod().doNotDisruptWhileLoading() && plan.pod().annotations().containsKey(DO_NOT_DISRUPT)
                ? Stream.of(Rule.error(
                        "spec.pod.annotations[" + DO_NOT_DISRUPT + "]",
                        "must not be set together with spec.pod.doNotDisruptWhileLoading, which sets it until the server"
                                + " is ready: remove one of them"))
                : Stream.empty();
    }

    private static boolean isAskedFor(AutoscalingEngine engine, AutoscalingPlan autoscaling) {
        return autoscaling.asked().filter(engine::equals).isPresent();
    }

    private static Stream<AutoscalingPlan> when(Plan plan, Predicate<AutoscalingPlan> condition) {
        return plan.autoscaling().filter(condition).stream();
    }
}
