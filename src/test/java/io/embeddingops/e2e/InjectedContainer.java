package io.embeddingops.e2e;

import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A mutating admission policy that adds a container to the pods of one service, as a service mesh does.
 *
 * @param service name of the service, and of the policy
 * @param list the list in the pod's spec, such as initContainers
 * @param container name of the container
 * @param script run by a shell
 */
record InjectedContainer(String namespace, String service, String list, String container, String script) {

    /** Makes a list with one item. Kubernetes 1.36 cannot add a list by a JSONPatch, and cannot set a command otherwise. */
    private static final String FIRST = """
              - patchType: ApplyConfiguration
                applyConfiguration:
                  expression: >-
                    Object{spec: Object.spec{LIST: [Object.spec.LIST{
                    name: "CONTAINER", image: object.spec.containers[0].image}]}}
            """;

    void create(KubernetesClient client) {
        client.load(manifest()).serverSideApply();
    }

    void delete(KubernetesClient client) {
        client.load(manifest()).delete();
    }

    private InputStream manifest() {
        var text = """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicy
                metadata: {name: NAME}
                spec:
                  failurePolicy: Fail
                  reinvocationPolicy: Never
                  matchConstraints:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}
                    objectSelector: {matchLabels: {LABEL: SERVICE}}
                    resourceRules:
                    - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
                  mutations:
                MUTATIONS
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicyBinding
                metadata: {name: NAME}
                spec: {policyName: NAME}
                """;
        return new ByteArrayInputStream(text.replace(
                        "MUTATIONS", list.equals("initContainers") ? FIRST + patch("replace", "0") : patch("add", "-"))
                .replace("LIST", list)
                .replace("LABEL", Labels.SERVICE)
                .replace("NAMESPACE", namespace)
                .replace("NAME", namespace + "-" + service)
                .replace("SERVICE", service)
                .replace("CONTAINER", container)
                .replace("SCRIPT", script)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String patch(String operation, String index) {
        return """
                  - patchType: JSONPatch
                    jsonPatch:
                      expression: >-
                        [JSONPatch{op: "OPERATION", path: "/spec/LIST/INDEX", value: Object.spec.LIST{
                        name: "CONTAINER", image: object.spec.containers[0].image, imagePullPolicy: "Never",
                        command: ["/usr/bin/sh", "-c", "SCRIPT"], terminationMessagePolicy: "FallbackToLogsOnError",
                        volumeMounts: [Object.spec.LIST.volumeMounts{name: "host-0", mountPath: "/usr", readOnly: true}]}}]
                """.replace("OPERATION", operation).replace("INDEX", index).stripTrailing();
    }
}
