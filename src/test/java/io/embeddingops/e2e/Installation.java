package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A release of the chart with the image from {@code hack/image.sh}. It runs in one namespace and serves another. */
final class Installation {

    static final String NAME = "embedding-operator";
    private static final Path CHART = Path.of("helm", NAME);
    private static final Path IMAGE = Path.of("target", "embedding-operator-image.tar");
    private static final int TIMEOUT_SECONDS = 120;

    private final ControlPlane controlPlane;
    private final KubernetesClient client;
    private final String namespace;
    private final String served;

    /** Imports the image into the node, without installing the release. */
    Installation(ControlPlane controlPlane, Tenant tenant) {
        this.controlPlane = controlPlane;
        this.client = tenant.client();
        this.served = tenant.namespace();
        this.namespace = served + "-operator";
        assertThat(IMAGE).as("image from hack/image.sh").exists();
        controlPlane.importImage(IMAGE);
        adoptCrd();
    }

    String namespace() {
        return namespace;
    }

    Release install() {
        return new Helm(CHART)
                .install()
                .withName(NAME)
                .withNamespace(namespace)
                .createNamespace()
                .withKubeConfig(controlPlane.kubeconfig())
                .withValuesFile(values(""))
                .withTimeout(TIMEOUT_SECONDS)
                .waitReady()
                .call();
    }

    Release upgrade(Path chart, String values) {
        return new Helm(chart)
                .upgrade()
                .withName(NAME)
                .withNamespace(namespace)
                .withKubeConfig(controlPlane.kubeconfig())
                .withValuesFile(values(values))
                .withTimeout(TIMEOUT_SECONDS)
                .waitReady()
                .call();
    }

    Release test() {
        return Helm.test(NAME)
                .withNamespace(namespace)
                .withKubeConfig(controlPlane.kubeconfig())
                .withTimeout(TIMEOUT_SECONDS)
                .call();
    }

    void uninstall() {
        Helm.uninstall(NAME)
                .withNamespace(namespace)
                .withKubeConfig(controlPlane.kubeconfig())
                .call();
    }

    void remove() {
        client.namespaces().withName(namespace).delete();
    }

    /** The operator's pods that are not terminating. */
    List<Pod> pods() {
        return client.pods().inNamespace(namespace).withLabel("app.kubernetes.io/name", NAME).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** The pod that holds the Lease. */
    Pod leader() {
        var holder = client.leases()
                .inNamespace(namespace)
                .withName(NAME)
                .get()
                .getSpec()
                .getHolderIdentity();
        return pods().stream()
                .filter(pod ->
                        holder != null && holder.startsWith(pod.getMetadata().getName() + "_"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pod " + holder));
    }

    /** A changed copy of the chart. */
    static Path changed(String file, String from, String to) {
        try (var files = Files.walk(CHART)) {
            var copy = Files.createTempDirectory("chart").resolve(NAME);
            for (var path : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(CHART.relativize(path));
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
            var text = Files.readString(copy.resolve(file));
            assertThat(text).contains(from);
            Files.writeString(copy.resolve(file), text.replace(from, to));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the existing CRD part of the release, as described in docs/install.md. */
    private void adoptCrd() {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(EmbeddingService.CRD_NAME)
                .edit(definition -> {
                    definition.getMetadata().setLabels(Map.of("app.kubernetes.io/managed-by", "Helm"));
                    definition
                            .getMetadata()
                            .setAnnotations(Map.of(
                                    "meta.helm.sh/release-name", NAME, "meta.helm.sh/release-namespace", namespace));
                    return definition;
                });
    }

    private Path values(String more) {
        try {
            return Files.writeString(Files.createTempFile("values", ".yaml"), """
                    watchNamespaces: [%s]
                    policy:
                      allowedHostPaths: [/usr/local/bin]
                      allowedImagePrefixes: [registry.example.com/models]
                      allowedSecrets: [models-s3, hub-token, embedding-keys, qwen3-embedding-shared-tls]
                    nodeSelector: {embeddingops.io/node: real}
                    %s
                    """.formatted(served, more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
