package io.embeddingops.plan.rules;

import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Flags;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for what models from images and from the network need. */
final class SourceRules {

    private static final Set<String> TOKENS = Set.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
    private static final String REVISION = "--revision";

    private SourceRules() {}

    static Stream<FieldError> fetchImage(Plan plan, Policy policy) {
        return DownloadPlan.of(plan).stream()
                .filter(download -> download.image().isEmpty())
                .map(download -> Rule.error(
                        download.field(),
                        "needs the operator's image for the download, and the operator does not know it: ask the cluster"
                                + " administrator to set --fetch-image (chart value config.fetchImage), or use"
                                + " spec.model.source.image or spec.model.source.persistentVolumeClaim"));
    }

    static Stream<FieldError> imageVolumes(Plan plan, Policy policy) {
        return plan.model().source().filter(ModelPlan.Image.class::isInstance).stream()
                .filter(image -> policy.fetch().lacksImageVolumes())
                .map(image -> Rule.error("spec.model.source.image", lacking(policy)));
    }

    private static String lacking(Policy policy) {
        var setting = " --image-volumes (chart value config.imageVolumes)";
        var others = "use spec.model.source.huggingFace, s3 or persistentVolumeClaim";
        return policy.fetch()
                .cluster()
                .filter(version -> policy.fetch().imageVolumes().isEmpty())
                .map(version -> "needs Kubernetes 1.35 or later, and this cluster has " + version + ": " + others
                        + "; if its feature gate ImageVolume is on, ask the cluster administrator to set" + setting
                        + " to true")
                .orElse("needs image volumes, which the operator's" + setting + " rules out: " + others
                        + ", or ask the cluster administrator to change that setting");
    }

    /** The server loads the downloaded directory and asks no Hub. */
    static Stream<FieldError> unusedToken(Plan plan) {
        return Item.of("spec.server.env", plan.server().env())
                .filter(variable ->
                        fromHub(plan) && TOKENS.contains(variable.value().getName()))
                .map(variable -> Rule.error(
                        variable.field(),
                        variable.value().getName() + " is not used for the download: set"
                                + " spec.model.source.huggingFace.tokenSecret, and remove the variable"));
    }

    static Stream<FieldError> unusedRevision(Plan plan) {
        return fromHub(plan) && Flags.contains(plan.server().extraArgs(), REVISION)
                ? Stream.of(Rule.error(
                        "spec.server.extraArgs",
                        "contains " + REVISION + ", which does not choose what is downloaded: set"
                                + " spec.model.source.huggingFace.revision, and remove the flag"))
                : Stream.empty();
    }

    private static boolean fromHub(Plan plan) {
        return DownloadPlan.of(plan).filter(DownloadPlan::fromHub).isPresent();
    }
}
