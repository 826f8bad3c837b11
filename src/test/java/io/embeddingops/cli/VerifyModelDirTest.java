package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ModelInfos;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyModelDirTest {

    @TempDir
    Path model;

    private final ScriptedServer server = ScriptedServer.of(ScriptedModel.usual());

    @BeforeEach
    void writeModel() throws IOException {
        write("modules.json", """
                [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
                 {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]""");
        write("config.json", "{\"architectures\": [\"BertModel\"]}");
        pooling("{\"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": true}");
        serve("null");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void otherPoolingFails() {
        var run = verify();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAILED       PoolingMismatch: the server pools by cls, but "
                        + model.resolve("1_Pooling/config.json") + " says mean. ")
                .contains("-            the operator's plugin is at work")
                .contains("passed       administrative endpoints are not reachable")
                .contains("\nfailed       in ");
    }

    @Test
    void misconfiguredServerIsComparedButNotSaved() {
        var file = model.resolve("saved");
        assertThat(CommandLineRun.of(
                                "verify",
                                "--save",
                                file.toString(),
                                server.base().toString())
                        .exitCode())
                .isZero();
        var other = model.resolve("other");
        var run = CommandLineRun.of(
                "verify",
                "--model-dir",
                model.toString(),
                "--golden",
                file.toString(),
                "--save",
                other.toString(),
                server.base().toString());
        assertThat(run.out()).contains("passed       golden fingerprint");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(other).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false} | cls
            {"pooling_mode_mean_tokens": true}                                  | mean
            {"pooling_mode_max_tokens": true}                                   | max
            {"pooling_mode_mean_sqrt_len_tokens": true}                         | mean_sqrt_len
            {"pooling_mode_weightedmean_tokens": true}                          | weighted_mean
            {"pooling_mode_lasttoken": true}                                    | last_token
            {"pooling_mode_lasttoken": true, "pooling_mode_mean_tokens": true, "pooling_mode_cls_token": true} | cls+mean+last_token
            {"pooling_mode": "mean"}                                            | mean
            {"pooling_mode": "mean_sqrt_len_tokens"}                            | mean_sqrt_len
            {"pooling_mode": "weightedmean"}                                    | weighted_mean
            {"pooling_mode": ["lasttoken"]}                                     | last_token
            {"pooling_mode": ["mean", "cls"]}                                   | mean+cls
            {"pooling_mode": "cls", "pooling_mode_mean_tokens": true}           | cls
            """)
    void everyPoolingIsRead(String config, String name) throws IOException {
        pooling(config);
        serve(ModelInfos.JSON.replace("\"pooling\": \"mean\"", "\"pooling\": \"" + name + "\""));
        assertThat(verify().out()).contains("passed       the pooling is that of the model");
        serve(ModelInfos.JSON.replace("\"pooling\": \"mean\"", "\"pooling\": \"other\""));
        assertThat(verify().out()).contains("pools by other, but ", " says " + name + ". ");
    }

    @Test
    void serverThatDoesNotReportItsPoolingIsNamed() {
        server.withModelInfo(ScriptedServer::embeds);
        var run = verify();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("-            the pooling is that of the model")
                .contains("-            the server does not report its pooling, so it cannot be compared with " + model)
                .contains("docs/fingerprint.py");
    }

    @Test
    void poolingThatTheSpecAsksForIsNoProblem() {
        serve(ModelInfos.JSON
                .replace("\"pooling\": \"mean\"", "\"pooling\": \"cls\"")
                .replace("FromModel", "Engine"));
        var run = verify();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("the pooling is cls, as spec.model.pooling: Engine asks for, although ");
    }

    @Test
    void directoryOfAnotherModelIsDoubted() throws IOException {
        write("config.json", "{\"architectures\": [\"XLMRobertaModel\"]}");
        assertThat(verify().out())
                .contains("warning      " + model.resolve("config.json")
                        + ": architectures is [XLMRobertaModel], but the server has loaded BertModel: check that");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            modules.json          |                        | modules.json: no such file: --model-dir must be
            modules.json          | [                      | modules.json: is not JSON
            modules.json          | {}                     | modules.json: must be a list with one module of type Pooling, not 0
            modules.json          | [{"type": "a.Pooling", "path": "../x"}] | path of the Pooling module must be a directory inside
            modules.json          | [{"type": "a.Pooling"}] | path of the Pooling module must be a directory inside
            1_Pooling/config.json |                        | config.json: no such file
            1_Pooling/config.json | {}                     | config.json: no pooling mode is set: set pooling_mode, or one of pooling_mode_cls_token,
            1_Pooling/config.json | {"pooling_mode": "x"}  | config.json: pooling_mode: "x" is not one of cls, lasttoken, max, mean,
            1_Pooling/config.json | {"pooling_mode": []}   | config.json: no pooling mode is set
            1_Pooling/config.json | {"pooling_mode": null} | config.json: pooling_mode: null is not one of
            """)
    void unusableDirectoryIsExplained(String file, String content, String message) throws IOException {
        if (content == null) {
            Files.delete(model.resolve(file));
        } else {
            write(file, content);
        }
        var run = verify();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(model.toString()).contains(message);
        assertThat(server.seen()).isEmpty();
    }

    private CommandLineRun verify() {
        return CommandLineRun.of(
                "verify", "--model-dir", model.toString(), server.base().toString());
    }

    private void serve(String plugin) {
        server.withModelInfo(exchange -> ScriptedServer.answer(exchange, 200, ModelInfos.modelInfo(plugin)));
    }

    private void pooling(String config) throws IOException {
        write("1_Pooling/config.json", config);
    }

    private void write(String file, String content) throws IOException {
        var path = model.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
