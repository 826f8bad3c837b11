package io.embeddingops.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of servers, registries, kubelets and API servers. The secrets are made up. */
class SecretTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            launch_server.py: error: unrecognized arguments: --api-key sk-abc | launch_server.py: error: unrecognized arguments: --api-key ***
            error: unrecognized arguments: --api-key=sk-abc --port 8080 | error: unrecognized arguments: --api-key=*** --port 8080
            error: argument --admin-api-key: hunter2 | error: argument --admin-api-key: ***
            ['--api-key', 'hunter', '--port', '8080'] | ['--api-key', '***', '--port', '8080']
            ["--hf-token","hunter"] | ["--hf-token","***"]
            --ssl-keyfile-password hunter --port 1 | --ssl-keyfile-password *** --port 1
            server_args=ServerArgs(model_path='/models/m', api_key='hunter', port=30000) | server_args=ServerArgs(model_path='/models/m', api_key='***', port=30000)
            Authorization: Bearer x | Authorization: Bearer ***
            {'Authorization': 'Basic dXNlcjpwYXNz'} | {'Authorization': 'Basic ***'}
            x-api-key: abc123 | x-api-key: ***
            OPENAI_API_KEY=abc failed | OPENAI_API_KEY=*** failed
            {"apiKey": "abc", "port": 1} | {"apiKey": "***", "port": 1}
            Incorrect API key provided: sk-a | Incorrect API key provided: ***
            password=hunter | password=***
            the token: abc123 | the token: ***
            token: hunter | token: ***
            aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | aws_secret_access_key = ***
            using hf_AbCdEfGhIjKlMnOp for x | using *** for x
            invalid token sk-proj-1234567890abcdef. | invalid token ***.
            access AKIAIOSFODNN7EXAMPLE denied | access *** denied
            got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl now | got *** now
            pull from https://user:pass@registry.local/v2/ failed | pull from https://***@registry.local/v2/ failed
            proxy http://token@proxy:3128 refused | proxy http://***@proxy:3128 refused
            key 4f8a9b3c2d1e0f4f8a9b3c2d1e0f4f8a is wrong | key *** is wrong
            secret Zm9vYmFyMTIzNDU2Nzg5MDEyMw is wrong | secret *** is wrong
            -----BEGIN RSA PRIVATE KEY----- MIIE abc -----END RSA PRIVATE KEY----- end | *** end
            """)
    void secretIsHidden(String text, String shown) {
        assertThat(SecretText.hide(text)).isEqualTo(shown);
        assertThat(SecretText.hide(shown)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 of 1 replicas are ready",
                "raise spec.server.resources.limits.memory or lower --max-total-tokens in spec.server.extraArgs",
                "spec.server.extraArgs[0]: --api-key is set, send it as api_key",
                "secret \"tiny-key\" not found",
                "couldn't find key apiKey in Secret ai/qwen3-embedding-registry-credentials",
                "failed to fetch anonymous token: unexpected status from GET request to https://auth.docker.io/token?scope=x: 401",
                "failed to fetch token: serviceaccounts \"embedding\" not found",
                "failed to get secret: secrets \"x\" is forbidden",
                "Prefill batch. #new-seq: 1, #new-token: 7, #cached-token: 0, token usage: 0.00",
                "max_total_num_tokens=16384, chunked_prefill_size=2048, hf_token=None, use_auth_token=True",
                "eos_token='</s>', pad_token='[PAD]', tokenizer: /models/tiny/tokenizer.json",
                "lmsysorg/sglang@sha256:4f8a9b3c2d1e0f4f8a9b3c2d1e0f4f8a4f8a9b3c2d1e0f4f8a9b3c2d1e0f4f8a: not found",
                "sentence-transformers/all-MiniLM-L6-v2 and Qwen/Qwen3-Embedding-0.6B at /models/Qwen3-Embedding-0.6B",
                "pod qwen-7d9f8b6c5-abcde of node 7b0c1f8e-1d3a-4c52-9a3e-2f6f0a1b2c3d: OSError: [Errno 2]",
                "AttributeError: 'Config' object has no attribute 'hf_quantizer_config'",
                "KeyError: 'model.layers.0.self_attn.q_proj.weight'",
                "disk-pressure-on-node-gpu-0, task-1234567890abcdef",
                "dial tcp 10.0.0.7:30000: connect: connection refused",
                "Get \"http://10.0.0.7:30000/health\": context deadline exceeded",
                "spec.server.env[0].valueFrom.secretKeyRef.name: Invalid value: \"A_B\"",
                "automountServiceAccountToken: false",
                "status 403: the API key is missing or wrong",
                "use --api-key $(NAME_OF_THE_VARIABLE), or api_key=$(KEY)"
            })
    void ordinaryTextIsKept(String text) {
        assertThat(SecretText.hide(text)).isEqualTo(text);
    }

    @Test
    void privateKeyThatIsCutOffIsHidden() {
        assertThat(SecretText.hide("key:\n-----BEGIN PRIVATE KEY-----\nMIIEabc\nMIIE"))
                .doesNotContain("MIIE");
    }

    @Test
    void longTextTakesNoNoticeableTime() {
        var text = "--api-key".repeat(20_000) + "token".repeat(20_000) + "eyJ".repeat(20_000) + " x";
        var begin = System.nanoTime();
        SecretText.hide(text);
        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }
}
