package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.fetch.HubCase;
import io.embeddingops.fetch.TestModel;
import io.embeddingops.hub.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FetchCommandTest extends HubCase {

    FetchCommandTest() {
        super(11);
    }

    @Test
    void printsTheDirectoryAndWritesTheResult() throws Exception {
        var run = fetch(Map.of(), "hf://acme/mini", "--used-by", "ai/qwen");
        assertThat(run.exitCode()).as(run.err()).isZero();
        var commit = hub.commit("acme/mini", "main");
        assertThat(run.out()).isEqualTo(temporary.resolve("cache/hf/acme--mini/" + commit) + System.lineSeparator());
        assertThat(run.err()).contains("downloading revision " + commit + ", 6 of 6 files");
        TestModel.assertEqual(model, Path.of(run.out().strip()));
        assertThat(result().path("revision").asText()).isEqualTo(commit);
        assertThat(result().path("digest").asText()).startsWith("sha256:");
        assertThat(result().has("reason")).isFalse();
    }

    @Test
    void failureIsTheResult() throws Exception {
        var run = fetch(Map.of(), "hf://acme/none@v1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("ModelNotFound: the repository acme/none does not exist");
        assertThat(result().path("source").asText()).isEqualTo("hf://acme/none@v1");
        assertThat(result().path("reason").asText()).isEqualTo("ModelNotFound");
        assertThat(run.err()).contains(result().path("message").asText());
    }

    @Test
    void tokenComesFromTheFileOrTheEnvironmentAndIsNotRepeated() throws Exception {
        hub.privateRepos.add("acme/mini");
        hub.tokens.put("hf_abc", true);
        var file = Files.writeString(temporary.resolve("token"), "hf_abc\n");
        var run = fetch(Map.of("HF_TOKEN", "hf_other"), "hf://acme/mini", "--token-file", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out() + run.err() + result()).doesNotContain("hf_abc", "hf_other", "Signature");
        hub.requests.clear();
        assertThat(fetch(Map.of("HF_TOKEN", "hf_abc"), "hf://acme/mini").exitCode())
                .isZero();
        assertThat(hub.requests).isNotEmpty().allMatch(Seen::authorized);
    }

    @Test
    void pinOfTheSameSourceIsFetched() throws Exception {
        var old = hub.commit("acme/mini", "main");
        hub.move("acme/mini", "main", TestModel.create(temporary.resolve("new"), 12));
        var pin = temporary.resolve("pin");
        Files.writeString(pin, "{\"source\": \"hf://acme/mini@main\", \"revision\": \"" + old + "\"}");
        fetch(Map.of(), "hf://acme/mini", "--pin-file", pin.toString());
        assertThat(result().path("revision").asText()).isEqualTo(old);
        assertThat(result().path("moved").asText()).isEqualTo(hub.commit("acme/mini", "main"));
        Files.writeString(pin, "{\"source\": \"hf://acme/other@main\", \"revision\": \"" + old + "\"}");
        fetch(Map.of(), "hf://acme/mini", "--exclude", "*.md", "--pin-file", pin.toString());
        assertThat(result().path("revision").asText()).isEqualTo(hub.commit("acme/mini", "main"));
    }

    @Test
    void wrongArgumentsAreReportedAtOnce() {
        var run = fetch(
                Map.of(),
                "gs://bucket/x",
                "--proxy",
                "http://user:pw@proxy",
                "--progress-port",
                "0",
                "--used-by",
                "Name",
                "--token-file",
                "/no/such/file");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .anyMatch(line -> line.contains("<SOURCE>=\"gs://bucket/x\" must be hf://ORG/NAME[@REVISION] or s3://"))
                .anyMatch(line -> line.startsWith("--proxy"))
                .anyMatch(line -> line.startsWith("--progress-port=\"0\" must be a port from 1 to 65535"))
                .anyMatch(line -> line.startsWith("--used-by=\"Name\" must be NAMESPACE/NAME"))
                .anyMatch(line -> line.startsWith("--token-file=\"/no/such/file\" cannot be read"));
        assertThat(CommandLineRun.of("fetch", "hf://a/b").err()).contains("--to");
        assertThat(CommandLineRun.of("fetch", "--help").out()).contains("--to", "HF_TOKEN", "<SOURCE>");
    }

    private CommandLineRun fetch(Map<String, String> environment, String... arguments) {
        var all = Stream.concat(
                Stream.of("fetch"),
                Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--to",
                                temporary.resolve("cache").toString(),
                                "--result",
                                temporary.resolve("result").toString(),
                                "--endpoint",
                                hub.endpoint().toString(),
                                "--allow-local-addresses")));
        return CommandLineRun.with(environment, "", all.toArray(String[]::new));
    }

    private JsonNode result() throws IOException {
        return new ObjectMapper().readTree(Files.readString(temporary.resolve("result")));
    }
}
