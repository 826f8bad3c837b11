package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentRulesTest {

    private static final String PARALLEL =
            "set spec.gpu.count for more GPUs per server, or spec.replicas for more servers";
    private static final String LITERAL = "spec.server.extraArgs contains a literal %1$s: put the key in a Secret,"
            + " reference it in spec.server.env with valueFrom.secretKeyRef, and use %1$s $(NAME_OF_THE_VARIABLE)";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --model-path          | set spec.model.path
                    --served-model-name   | set spec.model.servedName
                    --host                | the server listens on all addresses, for probes and the Service
                    --port                | set spec.port
                    --is-embedding        | it is always set
                    --device              | set spec.device and spec.gpu.vendor
                    --disable-radix-cache | set spec.server.prefixCache
                    --context-length      | set spec.model.contextLength
                    --ssl-keyfile         | set spec.access.tls
                    --ssl-certfile        | set spec.access.tls
                    --enable-ssl-refresh  | renewed certificates of spec.access.tls are always served
                    --nnodes              | a server is one pod; set spec.replicas for more servers
                    --node-rank           | a server is one pod; set spec.replicas for more servers
                    --dist-init-addr      | a server is one pod; set spec.replicas for more servers
                    --grpc-mode           | the probes and clients use HTTP
                    """)
    void refusesReservedFlags(String flag, String remedy) {
        var error = "spec.server.extraArgs[0] " + flag + " must be removed: " + remedy;
        assertThat(errors(flag)).isEqualTo(error);
        assertThat(errors(flag + "=x")).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --grpc-port           | the operator's plugin protects only HTTP, and the probes and clients use it
                    --smg-grpc-mode       | the operator's plugin protects only HTTP, and the probes and clients use it
                    --encoder-only        | it starts a part of a multimodal model, which embeds no texts
                    --use-ray             | a server is one pod; set spec.replicas for more servers
                    --allow-auto-truncate | set spec.model.longInput
                    """)
    void refusesMoreFlagsWithThePlugin(String flag, String remedy) {
        assertThat(errors(flag)).isEqualTo("spec.server.extraArgs[0] " + flag + " must be removed: " + remedy);
        assertThat(Given.errorsOfTemplate(1, spec(flag))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dtype, half", "--dtype=half", "--dty, half"})
    void refusesADataTypeThatIsSetTwice(String args) {
        var spec = "{model: {path: /m, dtype: float16}, server: {extraArgs: [" + args + "]}}";
        var error = "spec.model.dtype is set, and --dtype in spec.server.extraArgs as well: remove one of them";
        assertThat(Given.errors(spec)).containsExactly(error);
        assertThat(Given.errorsOfTemplate(1, spec)).containsExactly(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tensor-parallel-size", "--tp-size", "--data-parallel-size", "--dp-size"})
    void refusesFlagsForParallelServers(String flag) {
        assertThat(errors(flag)).isEqualTo("spec.server.extraArgs[0] " + flag + " must be removed: " + PARALLEL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --mod             | --mod   | --model-path        | set spec.model.path
                    --model           | --model | --model-path        | set spec.model.path
                    --por=1           | --por   | --port              | set spec.port
                    --p               | --p     | --port              | set spec.port
                    --served=x        | --served| --served-model-name | set spec.model.servedName
                    --is-emb          | --is-emb| --is-embedding      | it is always set
                    """)
    void refusesAbbreviationsThatArgparseAccepts(String word, String given, String flag, String remedy) {
        assertThat(errors(word))
                .isEqualTo("spec.server.extraArgs[0] " + given + " (SGLang reads it as " + flag + ") must be removed: "
                        + remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-total-tokens",
                "--mem-fraction-static=0.8",
                "--dtype",
                "--attention-backend",
                "--enable-metrics",
                "--enable-http2",
                "--trust-remote-code",
                "--ports",
                "-port",
                "port",
                "host",
                "--json-model-override-args"
            })
    void allowsOtherFlags(String word) {
        assertThat(Given.plan(spec("'" + word + "'")).server().extraArgs()).containsExactly(word);
    }

    @Test
    void refusesModelOverridesIfDimensionsAreSet() {
        assertThat(Given.errors("""
                        model: {path: /m, dimensions: [1]}
                        server: {extraArgs: [--json-model-override-args, "{}"]}
                        """))
                .containsExactly("spec.server.extraArgs[0] --json-model-override-args must be removed:"
                        + " spec.model.dimensions sets it");
    }

    @Test
    void errorsNameTheIndexOfTheWord() {
        assertThat(Given.errors(spec("--dtype, half, --port, '1', --host=x")))
                .containsExactly(
                        "spec.server.extraArgs[2] --port must be removed: set spec.port",
                        "spec.server.extraArgs[4] --host must be removed: the server listens on all addresses, for"
                                + " probes and the Service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--api-key, secret",
                "--api-key=secret",
                "--api, secret",
                "--api-key, $(KEY)x",
                "--api-key, '$$(KEY)'",
                "--api-key=",
                "--api-key, $(KEY), --api-key, secret"
            })
    void refusesALiteralKey(String args) {
        assertThat(Given.errors(spec(args))).containsExactly(LITERAL.formatted("--api-key"));
    }

    @Test
    void refusesALiteralAdminKey() {
        assertThat(Given.errors(spec("--admin-api-key, secret"))).containsExactly(LITERAL.formatted("--admin-api-key"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --enable-metrics true | --enable-metrics
            --dtype half          | --dtype
            --log-level a=b       | --log-level
            `--dtype\thalf`        | --dtype
            `--enable-metrics `   | --enable-metrics
            --api-key $(KEY)      | --api-key
            """)
    void refusesAFlagAndItsValueInOneItem(String item, String flag) {
        assertThat(errors(item))
                .isEqualTo("spec.server.extraArgs[0] has a space after " + flag
                        + ": write the flag and its value as two items of the list");
    }

    @Test
    void refusesALiteralKeyInTheItemOfItsFlagWithoutRepeatingIt() {
        assertThat(Given.errors(spec("'--api-key sk-abc'")))
                .containsExactly(
                        "spec.server.extraArgs[0] has a space after --api-key: write the flag and its value as two"
                                + " items of the list",
                        LITERAL.formatted("--api-key"));
        assertThat(Given.errors(spec("'--port sk-abc'")))
                .first()
                .isEqualTo("spec.server.extraArgs[0] --port must be removed: set spec.port");
        assertThat(Given.errors(spec("'--port sk-abc'"))).noneMatch(error -> error.contains("sk-abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--chat-template=a b", "--json-model-override-args={\"a\": 1}", "{\"a\": 1}", "a --b c"})
    void allowsSpacesInValues(String item) {
        assertThat(Given.errors(spec("'" + item + "'"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config", "--config=f.yaml", "--conf"})
    void refusesAFileOfFlags(String word) {
        var remedy = "the operator cannot check the flags in a file; list them in spec.server.extraArgs instead";
        assertThat(Given.errors(spec(word)))
                .singleElement()
                .asString()
                .startsWith("spec.server.extraArgs[0] " + word.replaceFirst("=.*", ""))
                .endsWith(" must be removed: " + remedy);
        var before = Given.planOfTemplate(1, spec(word));
        assertThat(Rules.warnings(before))
                .extracting(FieldError::toString)
                .containsExactly("spec.server.extraArgs contains --config: " + remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--api-key, $(KEY)", "--api-key=$(API_KEY_2)", "--admin-api-key, $(KEY)"})
    void allowsAReferencedKey(String args) {
        assertThat(Given.plan(spec(args)).server().extraArgs()).isNotEmpty();
    }

    private static String errors(String word) {
        var errors = Given.errors(spec("'" + word + "'"));
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    private static String spec(String args) {
        return "{model: {path: /m}, server: {extraArgs: [" + args + "]}}";
    }
}
