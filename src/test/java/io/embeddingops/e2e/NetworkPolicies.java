package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Script;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Enforces NetworkPolicies on the real node: kube-network-policies as a process of the test judges the first packet of each
 * connection from or to a pod. As on other nodes, connections of root on the node itself are always allowed, such as those
 * of the kubelet and of the test, and so are those of a pod to the node's own addresses.
 */
final class NetworkPolicies implements AutoCloseable {

    private static final String CHAIN = "EO-POLICIES";
    private static final String QUEUE = "100";
    private static final String ACCOUNT = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: network-policies, namespace: kube-system}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: network-policies}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects: [{kind: ServiceAccount, name: network-policies, namespace: kube-system}]
            """;

    private final Daemon daemon;

    private NetworkPolicies(Daemon daemon) {
        this.daemon = daemon;
    }

    static NetworkPolicies start(ControlPlane controlPlane) {
        Script.run("hack/build.sh", "netpol");
        var metrics = Daemon.free("127.0.0.1");
        try (var client = controlPlane.client()) {
            var daemon = Daemon.start(
                    "kube-network-policies",
                    List.of(
                            "hack/access/mounted.sh",
                            credentials(client).toString(),
                            "/run/secrets/kubernetes.io/serviceaccount",
                            Daemon.path("kube-network-policies"),
                            "--hostname-override=node-0",
                            "--nfqueue-id=" + QUEUE,
                            "--metrics-bind-address=127.0.0.1:" + metrics.getPort()),
                    new InetSocketAddress("127.0.0.1", metrics.getPort()),
                    Map.of(
                            "KUBERNETES_SERVICE_HOST",
                            client.getMasterUrl().getHost(),
                            "KUBERNETES_SERVICE_PORT",
                            String.valueOf(client.getMasterUrl().getPort())));
            var policies = new NetworkPolicies(daemon);
            policies.addRules(client.nodes().withName("node-0").get().getSpec().getPodCIDR());
            return policies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return daemon.log();
    }

    @Override
    public void close() {
        iptables("-D", "POSTROUTING", "-j", CHAIN);
        iptables("-F", CHAIN);
        iptables("-X", CHAIN);
        // it removes its own rules after this signal only
        daemon.interrupt();
    }

    /**
     * Adds the rules of kube-network-policies with iptables. Its own need nftables' queue expression, which not every kernel
     * has; there they fail, which it only logs. In this table the packets have their final destination, and their source
     * before kube-proxy masquerades it.
     */
    private void addRules(String pods) {
        iptables("-N", CHAIN);
        iptables("-A", CHAIN, "-m", "owner", "--uid-owner", "0", "-j", "RETURN");
        iptables("-A", CHAIN, "-m", "conntrack", "--ctstate", "ESTABLISHED,RELATED", "-j", "RETURN");
        iptables("-A", CHAIN, "-s", pods, "-j", "NFQUEUE", "--queue-num", QUEUE);
        iptables("-A", CHAIN, "-d", pods, "-j", "NFQUEUE", "--queue-num", QUEUE);
        iptables("-I", "POSTROUTING", "-j", CHAIN);
    }

    /** The files of a service account, which the program expects at a fixed path. */
    private static Path credentials(KubernetesClient client) throws IOException {
        client.load(new ByteArrayInputStream(ACCOUNT.getBytes(StandardCharsets.UTF_8)))
                .forceConflicts()
                .serverSideApply();
        var token = client.serviceAccounts()
                .inNamespace("kube-system")
                .withName("network-policies")
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "network-policies-");
        Files.writeString(directory.resolve("token"), token);
        Files.write(
                directory.resolve("ca.crt"),
                Base64.getDecoder().decode(client.getConfiguration().getCaCertData()));
        return directory;
    }

    private static void iptables(String... arguments) {
        var command = new ArrayList<>(List.of("-w", "-t", "mangle"));
        command.addAll(List.of(arguments));
        Script.run("iptables", command.toArray(String[]::new));
    }
}
