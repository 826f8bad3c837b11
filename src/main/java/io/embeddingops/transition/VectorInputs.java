package io.embeddingops.transition;

import io.embeddingops.api.v1alpha1.DataType;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.Pooling;
import io.embeddingops.plan.Accelerator;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.GpuPlan;
import io.embeddingops.plan.Launcher;
import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The parts of a plan that can change the vectors. Servers whose plans have equal ones return the same vectors; if they differ,
 * only the servers can tell.
 */
record VectorInputs(
        Device device,
        Optional<Accelerator> accelerator,
        String path,
        Optional<Object> source,
        OptionalInt contextLength,
        Optional<DataType> dtype,
        Pooling pooling,
        String image,
        Launcher launcher,
        List<String> extraArgs,
        List<EnvVar> env,
        List<EnvFromSource> envFrom,
        List<VolumeMount> mounts,
        List<Volume> volumes,
        boolean prefixCache) {

    static VectorInputs of(Plan plan) {
        var model = plan.model();
        var server = plan.server();
        return new VectorInputs(
                plan.device(),
                plan.gpu().flatMap(GpuPlan::accelerator),
                model.path(),
                model.source().map(VectorInputs::source),
                model.contextLength(),
                model.dtype(),
                plan.plugin().pooling(),
                server.image(),
                server.launcher(),
                server.extraArgs(),
                server.env(),
                server.envFrom(),
                server.volumeMounts(),
                plan.pod().volumes(),
                server.prefixCache());
    }

    /** Without the revision that a branch was resolved to, which the status says only later. */
    private static Object source(ModelPlan.Source source) {
        return source instanceof DownloadPlan download
                ? List.of(download.location().text(), download.selection())
                : source;
    }
}
