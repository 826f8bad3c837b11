package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Script;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A pod on the real node that runs a shell script with the programs of this machine. Its label {@code app} is its name. */
record HostPod(ControlPlane controlPlane, String namespace, String name, String address) {

    /** Serves a page {@code /metrics} at the port {@code http}. */
    static final String SERVER = """
            cd /tmp && echo 'smoke_pages_total{kind="plain"} 3' > metrics && exec python3 -m http.server 8000""";

    static final String IDLE = "exec sleep infinity";

    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata: {name: %1$s, namespace: %2$s, labels: {app: %1$s}}
            spec:
              nodeSelector: {embeddingops.io/node: real}
              terminationGracePeriodSeconds: 0
              containers:
              - name: main
                image: registry.local/host:1
                imagePullPolicy: Never
                command: [/usr/bin/sh, -c, script]
                ports: [{name: http, containerPort: 8000}]
                volumeMounts:
                - {name: usr, mountPath: /usr, readOnly: true}
                - {name: tmp, mountPath: /tmp}
              volumes:
              - {name: usr, hostPath: {path: /usr}}
              - {name: tmp, emptyDir: {}}
            """;

    /** Creates a pod and waits until it is ready. */
    static HostPod create(ControlPlane controlPlane, String namespace, String name, String script) {
        try (var client = controlPlane.client()) {
            var pod = Serialization.unmarshal(MANIFEST.formatted(name, namespace), Pod.class);
            pod.getSpec().getContainers().get(0).getCommand().set(2, script);
            var running = client.resource(client.resource(pod).create())
                    .waitUntilReady(Pace.of(60).toSeconds(), TimeUnit.SECONDS);
            return new HostPod(
                    controlPlane, namespace, name, running.getStatus().getPodIP());
        }
    }

    /** The HTTP status of a GET from within the pod; 0 if nothing answers within 3 s. */
    int get(String url) {
        return Integer.parseInt(run("curl -s -m 3 -o /tmp/answer -w '%{http_code}' \"$1\" || true", url)
                .strip());
    }

    /** Runs a shell script in the pod and returns its output. */
    String run(String script, String... arguments) {
        var command = new ArrayList<>(
                List.of("--kubeconfig", controlPlane.kubeconfig().toString()));
        command.addAll(List.of("exec", "-n", namespace, name, "--", "sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return Script.run(Daemon.path("kubectl"), command.toArray(String[]::new));
    }
}
