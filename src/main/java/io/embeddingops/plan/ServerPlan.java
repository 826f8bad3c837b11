package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.ImagePullPolicy;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The container that runs SGLang.
 *
 * @param imageByDefault whether the image is the operator's default
 * @param sharedMemory maximum size of /dev/shm
 * @param securityContext the operator's defaults, overridden by the user's fields
 */
@RecordBuilder
public record ServerPlan(
        String image,
        boolean imageByDefault,
        Optional<ImagePullPolicy> imagePullPolicy,
        Launcher launcher,
        List<String> extraArgs,
        List<EnvVar> env,
        List<EnvFromSource> envFrom,
        ResourceRequirements resources,
        List<VolumeMount> volumeMounts,
        SecurityContext securityContext,
        Quantity sharedMemory,
        boolean prefixCache,
        boolean priorityScheduling) {

    public ServerPlan {
        extraArgs = List.copyOf(extraArgs);
        env = List.copyOf(env);
        envFrom = List.copyOf(envFrom);
        volumeMounts = List.copyOf(volumeMounts);
    }
}
