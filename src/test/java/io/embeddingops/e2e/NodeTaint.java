package io.embeddingops.e2e;

import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A taint of the real node, which lets only pods that tolerate it be scheduled. */
record NodeTaint(KubernetesClient client, String key) implements AutoCloseable {

    private static final String NODE = "node-0";

    static NodeTaint add(KubernetesClient client, String key) {
        Tenant.edit(
                client.nodes().withName(NODE),
                node -> new NodeBuilder(node)
                        .editSpec()
                        .addNewTaint("NoSchedule", key, null, "true")
                        .endSpec()
                        .build());
        return new NodeTaint(client, key);
    }

    @Override
    public void close() {
        Tenant.edit(
                client.nodes().withName(NODE),
                node -> new NodeBuilder(node)
                        .editSpec()
                        .removeMatchingFromTaints(taint -> key.equals(taint.getKey()))
                        .endSpec()
                        .build());
    }
}
