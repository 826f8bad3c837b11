package io.embeddingops.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;

/**
 * An API that a process of the test serves behind the API server. Its Service is an alias of localhost, since an endpoint
 * must not be a loopback address.
 */
record AggregatedApi(KubernetesClient client, String group) {

    private static final String VERSION = "v1beta1";

    private static final String OBJECTS = """
            apiVersion: v1
            kind: Service
            metadata: {name: %1$s, namespace: %2$s}
            spec: {type: ExternalName, externalName: localhost}
            ---
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: %3$s.%4$s}
            spec:
              group: %4$s
              version: %3$s
              groupPriorityMinimum: 100
              versionPriority: 100
              service: {name: %1$s, namespace: %2$s, port: %5$d}
              %6$s
            """;

    /**
     * Registers the API.
     *
     * @param trust the field of the APIService that says which certificate is accepted
     */
    static AggregatedApi register(
            KubernetesClient client, String group, String namespace, String service, int port, String trust) {
        var objects = OBJECTS.formatted(service, namespace, VERSION, group, port, trust);
        client.load(new ByteArrayInputStream(objects.getBytes(StandardCharsets.UTF_8)))
                .forceConflicts()
                .serverSideApply();
        return new AggregatedApi(client, group);
    }

    /** Waits until the API server says that the API answers. */
    void awaitAvailable() {
        Awaitility.await("API " + group).atMost(Pace.of(60)).ignoreExceptions().until(() -> get("").contains(group));
    }

    /** The answer to a GET, in JSON. */
    String get(String path) {
        return client.raw("/apis/" + group + "/" + VERSION + path);
    }

    /** Removes the API. As long as it is registered but does not answer, namespaces are not deleted. */
    void remove() {
        client.genericKubernetesResources("apiregistration.k8s.io/v1", "APIService")
                .withName(VERSION + "." + group)
                .delete();
    }
}
