package io.embeddingops.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.it.Script;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clients that applications use, each as a process that gets its settings from environment variables alone. */
final class Clients {

    enum Client {
        OPENAI_PYTHON,
        OPENAI_JAVA,
        LANGCHAIN4J
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient cluster;
    private final Path directory;

    /** Installs the clients, once per machine. */
    Clients(KubernetesClient cluster) {
        this.cluster = cluster;
        this.directory = Path.of(Script.run("hack/clients/install.sh").strip());
    }

    /**
     * Returns the vectors of those texts. The client resolves the Service name in OPENAI_BASE_URL as in a pod, so the
     * certificate of the server must have that name. If the client fails, the error contains its output.
     *
     * @param environment OPENAI_BASE_URL, OPENAI_API_KEY, EMBEDDING_MODEL, and where they matter EMBEDDING_DIMENSIONS and
     *     SSL_CERT_FILE
     */
    List<double[]> embed(Client client, Map<String, String> environment, String... texts) {
        var command = new ArrayList<>(
                List.of("unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\""));
        try {
            command.add(hosts(environment.get("OPENAI_BASE_URL")).toString());
            command.addAll(program(client));
            command.addAll(List.of(texts));
            var errors = Files.createTempFile(Path.of("target"), "client-", ".log");
            var builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().retainAll(List.of("PATH"));
            builder.environment().putAll(environment);
            var process = builder.start();
            var vectors = new String(process.getInputStream().readAllBytes());
            if (process.onExit().join().exitValue() != 0) {
                throw new AssertionError(client + " failed: " + Files.readString(errors));
            }
            var result = new ArrayList<double[]>();
            for (var line : vectors.lines().toList()) {
                result.add(JSON.readValue(line, double[].class));
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> program(Client client) {
        var java = directory.resolve("java");
        var classPath = java + ":" + java.resolve("*");
        return switch (client) {
            case OPENAI_PYTHON ->
                List.of(directory.resolve("venv/bin/python").toString(), "hack/clients/openai_client.py");
            case OPENAI_JAVA -> List.of("java", "-cp", classPath, "OpenAi");
            case LANGCHAIN4J -> List.of("java", "-cp", classPath, "LangChain");
        };
    }

    /** A file of hosts with the name in that URL, if it is that of a Service. */
    private Path hosts(String url) throws IOException {
        var host = URI.create(url).getHost();
        var lines = Files.readString(Path.of("/etc/hosts"));
        if (host.endsWith(".svc")) {
            lines += "\n" + EmbeddingClient.clusterIp(cluster, host) + " " + host + "\n";
        }
        return Files.writeString(Files.createTempFile(Path.of("target").toAbsolutePath(), "hosts-", ""), lines);
    }
}
