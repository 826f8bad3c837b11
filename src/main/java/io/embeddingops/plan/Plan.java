package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * A service as it is to be: every default applied, nothing null, all rules kept.
 *
 * @param name of the resource and of everything made from it
 * @param namespace of the resource and of everything made from it
 * @param device where the model computes
 * @param model the model and where it comes from
 * @param gpu GPUs of each replica; empty with device cpu
 * @param port TCP port of the server and the Service
 * @param replicas servers wanted, 0 or more
 * @param replicasElsewhere somebody else, such as an autoscaler, owns the Deployment's replicas
 * @param server the container
 * @param pod the pod around it
 * @param health how it is checked
 * @param service the Service in front
 * @param rollout how a change replaces pods
 * @param template version of the pod template, see {@link TemplateVersion}
 * @param verification how the embeddings themselves are looked at
 */
@RecordBuilder
public record Plan(
        String name,
        String namespace,
        Device device,
        ModelPlan model,
        Optional<GpuPlan> gpu,
        int port,
        int replicas,
        boolean replicasElsewhere,
        ServerPlan server,
        PodPlan pod,
        HealthPlan health,
        ServicePlan service,
        RolloutPlan rollout,
        int template,
        VerificationPlan verification)
        implements PlanResult {

    /** The same plan with the Deployment's replicas left to the field's other owner. */
    public Plan withReplicasElsewhere() {
        return PlanBuilder.builder(this).replicasElsewhere(true).build();
    }

    /** What a client inside the cluster uses as base_url. */
    public String url() {
        return "http://" + name + "." + namespace + ".svc:" + port + "/v1";
    }
}
