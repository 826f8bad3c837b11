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
                  - patchType: JSONPatch
                    jsonPatch:
                      expression: >-
                        [JSONPatch{op: "add", path: "/spec/LISTPATH, value: VALUE}]
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicyBinding
                metadata: {name: NAME}
                spec: {policyName: NAME}
                """;
        var object = """
                Object.spec.LIST{name: "CONTAINER", image: object.spec.containers[0].image, imagePullPolicy: "Never", \
                command: ["/usr/bin/sh", "-c", "SCRIPT"], terminationMessagePolicy: "FallbackToLogsOnError", \
                volumeMounts: [Object.spec.LIST.volumeMounts{name: "host-0", mountPath: "/usr", readOnly: true}]}\
                """;
        var first = list.equals("initContainers");
        return new ByteArrayInputStream(text.replace("VALUE", first ? "[" + object + "]" : object)
                .replace("LISTPATH", first ? list + "\"" : list + "/-\"")
                .replace("LIST", list)
                .replace("LABEL", Labels.SERVICE)
                .replace("NAMESPACE", namespace)
                .replace("NAME", namespace + "-" + service)
                .replace("SERVICE", service)
                .replace("CONTAINER", container)
                .replace("SCRIPT", script)
                .getBytes(StandardCharsets.UTF_8));
    }
}
