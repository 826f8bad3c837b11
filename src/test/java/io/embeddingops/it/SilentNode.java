package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * A node that was ready once and has not been heard of since. It takes only the pods that a test gives it. The node controller
 * notices after 50 seconds.
 */
final class SilentNode implements AutoCloseable {

    private final Tenant tenant;
    private final String name;

    SilentNode(Tenant tenant) {
        this.tenant = tenant;
        this.name = "silent-" + tenant.namespace();
        tenant.client()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewTaint("NoSchedule", "embeddingops.io/silent", null, "true")
                        .endSpec()
                        .withNewStatus()
                        .withConditions(new NodeConditionBuilder()
                                .withType("Ready")
                                .withStatus("True")
                                .build())
                        .endStatus()
                        .build())
                .create();
    }

    /** Binds a pod that no scheduler has handled. */
    void take(Pod pod) {
        tenant.client()
                .bindings()
                .inNamespace(tenant.namespace())
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .endMetadata()
                        .withNewTarget()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(name)
                        .endTarget()
                        .build())
                .create();
    }

    @Override
    public void close() {
        tenant.client().nodes().withName(name).delete();
    }
}
