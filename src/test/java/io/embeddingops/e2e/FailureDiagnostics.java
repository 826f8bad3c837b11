package io.embeddingops.e2e;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.it.ControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Collects objects and logs of a failed test before they are cleaned up. */
final class FailureDiagnostics {

    static final Path ROOT = Path.of("target/e2e");
    static final Path OPERATOR_LOG = ROOT.resolve("operator.log");

    private final KubernetesClient client;
    private final Path directory;

    private FailureDiagnostics(KubernetesClient client, Path directory) {
        this.client = client;
        this.directory = directory;
    }

    static void gather(ExtensionContext context, ControlPlane controlPlane) {
        var test = context.getRequiredTestClass().getSimpleName()
                + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        var directory = ROOT.resolve(test);
        try (var client = controlPlane.client()) {
            Files.createDirectories(directory);
            var diagnostics = new FailureDiagnostics(client, directory);
            diagnostics.copy(controlPlane.logs());
            diagnostics.copy(OPERATOR_LOG);
            diagnostics.processes();
            client.namespaces().list().getItems().stream()
                    .map(Namespace::getMetadata)
                    .filter(namespace -> namespace.getName().startsWith("t-"))
                    .forEach(namespace -> diagnostics.objects(namespace.getName()));
        } catch (IOException | KubernetesClientException e) {
            System.err.println("the diagnostics are incomplete: " + e);
        }
        System.err.println("Diagnostics of the failure of " + test + ": " + directory.toAbsolutePath());
    }

    private void objects(String namespace) {
        yaml(namespace, "services", client.resources(EmbeddingService.class).inNamespace(namespace)::list);
        yaml(namespace, "deployments", client.apps().deployments().inNamespace(namespace)::list);
        yaml(namespace, "events", client.v1().events().inNamespace(namespace)::list);
        yaml(namespace, "pods", client.pods().inNamespace(namespace)::list);
        for (var pod : client.pods().inNamespace(namespace).list().getItems()) {
            var name = pod.getMetadata().getName();
            var logs = client.pods().inNamespace(namespace).withName(name);
            write(namespace + "." + name + ".log", logs::getLog);
            if (pod.getStatus().getContainerStatuses().stream().anyMatch(server -> server.getRestartCount() > 0)) {
                write(namespace + "." + name + ".previous.log", logs.terminated()::getLog);
            }
        }
    }

    private <T extends HasMetadata> void yaml(
            String namespace, String kind, Supplier<? extends KubernetesResourceList<T>> list) {
        write(
                namespace + "." + kind + ".yaml",
                () -> client.getKubernetesSerialization().asYaml(list.get().getItems()));
    }

    /** Ignores failures, such as for the log of a container that never ran, so that the rest is collected. */
    private void write(String file, Supplier<String> content) {
        try {
            Files.writeString(directory.resolve(file), content.get());
        } catch (IOException | KubernetesClientException e) {
            System.err.println("no " + file + ": " + e.getMessage());
        }
    }

    private void processes() throws IOException {
        var list = new ProcessBuilder("ps", "-eo", "pid,ppid,stat,etimes,pcpu,rss,args")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("processes.txt").toFile());
        list.start().onExit().join();
    }

    private void copy(Path logs) throws IOException {
        try (var files = Files.walk(logs)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
