package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.Patterns;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import io.embeddingops.plan.kubernetes.KubernetesRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All rules, in the order of the fields in a manifest. Some repeat rules of the CRD's schema, for objects stored before
 * the schema had them and for {@code render}, which has no API server.
 */
public final class Rules {

    private static final int MAX_NAME_LENGTH = 63;
    private static final double MIN_COSINE = 0.5;
    private static final Pattern DNS_LABEL = Pattern.compile(Patterns.NAME);

    private static final List<Rule> ALL = List.of(
            Rules::name,
            ModelRules::path,
            ModelRules::scratch,
            ModelRules::servedName,
            ModelRules::source,
            SourceRules::fetchImage,
            SourceRules::imageVolumes,
            ModelRules::plugin,
            ModelRules::dimensions,
            PluginRules::promptNames,
            PluginRules::size,
            ArgumentRules::dtype,
            Rules::gpuOnCpu,
            AcceleratorRules::resourceName,
            AcceleratorRules::image,
            ArgumentRules::reserved,
            ArgumentRules::spaces,
            ArgumentRules::secrets,
            ArgumentRules::keyAndSecret,
            AcceleratorRules::ownDevice,
            EnvironmentRules::reserved,
            ResourceRules::gpuLimit,
            ResourceRules::sharedMemory,
            ClaimRules::ofServer,
            ClaimRules::ofPod,
            VolumeRules::names,
            VolumeRules::mounts,
            VolumeRules::hostPaths,
            Rules::kubernetes,
            Rules::bounds,
            LabelRules::reserved,
            Rules::health,
            Rules::minCosine,
            TransitionRules::verification,
            TransitionRules::name,
            FallbackRules::verification,
            FallbackRules::name,
            ServiceRules::ipFamilies,
            AccessRules::template,
            AccessRules::egress,
            RouteRules::parents,
            RouteRules::hostnames,
            RouteRules::pathPrefix,
            AutoscalingRules::replicas,
            AutoscalingRules::fromZero,
            AutoscalingRules::triggers,
            AutoscalingRules::triggerNames,
            AutoscalingRules::cpuRequest,
            AutoscalingRules::doNotDisrupt,
            RolloutRules::amounts,
            RolloutRules::all,
            RolloutRules::stuck,
            DisruptionBudgetRules::oneOf,
            DisruptionBudgetRules::amounts);

    /** What works, and is probably not what the author of the spec wants. */
    private static final List<Function<Plan, Stream<FieldError>>> WARNINGS = List.of(
            PluginRules::withoutPlugin,
            ServiceRules::withoutPlugin,
            ArgumentRules::configFile,
            AccessRules::downloadWithoutEgress,
            SourceRules::unusedToken,
            SourceRules::unusedRevision,
            AutoscalingRules::unmeasured,
            TransitionRules::unused,
            DisruptionBudgetRules::blocksDrains);

    private Rules() {}

    /** All errors of a plan. */
    public static List<FieldError> check(Plan plan, Policy policy) {
        var errors = new ArrayList<FieldError>();
        ALL.forEach(rule -> rule.check(plan, policy).forEach(errors::add));
        return errors;
    }

    /** All warnings about a plan. */
    public static List<FieldError> warnings(Plan plan) {
        return WARNINGS.stream().flatMap(warning -> warning.apply(plan)).toList();
    }

    private static Stream<FieldError> name(Plan plan, Policy policy) {
        return plan.name().length() <= MAX_NAME_LENGTH
                        && DNS_LABEL.matcher(plan.name()).matches()
                ? Stream.empty()
                : Stream.of(Rule.error("metadata.name", Messages.NAME));
    }

    private static Stream<FieldError> kubernetes(Plan plan, Policy policy) {
        return KubernetesRules.check(plan);
    }

    private static Stream<FieldError> bounds(Plan plan, Policy policy) {
        return policy.bounds().refusals(plan).stream();
    }

    private static Stream<FieldError> gpuOnCpu(Plan plan, Policy policy) {
        return plan.device() == Device.CPU && plan.gpu().isPresent()
                ? Stream.of(Rule.error("spec.gpu", Messages.GPU_ON_CPU))
                : Stream.empty();
    }

    /** The API server compares a whole number with the bounds in the schema after it cut off their fractions. */
    private static Stream<FieldError> minCosine(Plan plan, Policy policy) {
        var cosine = plan.verification().minCosine();
        return cosine >= MIN_COSINE && cosine <= 1
                ? Stream.empty()
                : Stream.of(Rule.error("spec.vectorSpace.minCosine", cosine + " " + Messages.MIN_COSINE));
    }

    private static Stream<FieldError> health(Plan plan, Policy policy) {
        var health = plan.health();
        return Stream.of(
                        health.checkTimeoutSeconds() < 2
                                ? Rule.error(
                                        "spec.health.checkTimeoutSeconds",
                                        health.checkTimeoutSeconds() + " " + Messages.CHECK_TIMEOUT)
                                : null,
                        health.startupTimeoutSeconds() <= health.checkTimeoutSeconds()
                                ? Rule.error("spec.health.startupTimeoutSeconds", Messages.STARTUP_TIMEOUT)
                                : null)
                .filter(Objects::nonNull);
    }
}
