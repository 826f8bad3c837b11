package io.embeddingops.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.Selection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are chosen, with the lists of files of well-known models. Those with a minus sign are left out. */
class FileSelectionTest {

    private static final String ALL_MINILM_L6_V2 = """
            - .gitattributes
            1_Pooling/config.json
            README.md
            config.json
            config_sentence_transformers.json
            data_config.json
            model.safetensors
            modules.json
            - onnx/model.onnx
            - onnx/model_O1.onnx
            - onnx/model_qint8_avx512.onnx
            - openvino/openvino_model.bin
            - openvino/openvino_model.xml
            - openvino/openvino_model_qint8_quantized.bin
            - openvino/openvino_model_qint8_quantized.xml
            - pytorch_model.bin
            - rust_model.ot
            sentence_bert_config.json
            special_tokens_map.json
            - tf_model.h5
            tokenizer.json
            tokenizer_config.json
            train_script.py
            vocab.txt
            """;

    private static final String QWEN3_EMBEDDING = """
            - .gitattributes
            1_Pooling/config.json
            README.md
            config.json
            config_sentence_transformers.json
            generation_config.json
            merges.txt
            model.safetensors
            modules.json
            tokenizer.json
            tokenizer_config.json
            vocab.json
            """;

    /** Has no safetensors: PyTorch's files are its weights. */
    private static final String BGE_M3 = """
            - .DS_Store
            - .gitattributes
            1_Pooling/config.json
            README.md
            colbert_linear.pt
            config.json
            config_sentence_transformers.json
            - imgs/.DS_Store
            imgs/bm25.jpg
            modules.json
            - onnx/Constant_7_attr__value
            - onnx/config.json
            - onnx/model.onnx
            - onnx/model.onnx_data
            - onnx/tokenizer.json
            pytorch_model.bin
            sentence_bert_config.json
            sentencepiece.bpe.model
            sparse_linear.pt
            special_tokens_map.json
            tokenizer.json
            tokenizer_config.json
            """;

    private static final String MULTILINGUAL_E5 = """
            - .gitattributes
            1_Pooling/config.json
            README.md
            config.json
            model.safetensors
            modules.json
            - onnx/config.json
            - onnx/model.onnx
            - onnx/model.onnx_data
            - onnx/sentencepiece.bpe.model
            - onnx/tokenizer.json
            - pytorch_model.bin
            sentence_bert_config.json
            sentencepiece.bpe.model
            special_tokens_map.json
            tokenizer.json
            tokenizer_config.json
            """;

    /** A module whose weights are only in PyTorch's format, and sharded weights. */
    private static final String MODULES = """
            2_Dense/config.json
            2_Dense/pytorch_model.bin
            3_Dense/model.safetensors
            - 3_Dense/pytorch_model.bin
            adapters/adapter_model.safetensors
            adapters/pytorch_model.bin
            - flax_model.msgpack
            model-00001-of-00002.safetensors
            model-00002-of-00002.safetensors
            model.safetensors.index.json
            - model-q4.gguf
            - pytorch_model-00001-of-00002.bin
            - pytorch_model.bin.index.json
            - .cache/huggingface/download/x.lock
            """;

    /** Nothing else would be left. */
    private static final String ONLY_ONNX = """
            config.json
            onnx/model.onnx
            """;

    @Test
    void sameWeightsInOtherFormatsAreLeftOut() {
        for (var list : List.of(ALL_MINILM_L6_V2, QWEN3_EMBEDDING, BGE_M3, MULTILINGUAL_E5, MODULES, ONLY_ONNX)) {
            assertThat(FileSelection.of(names(list).toList(), Selection.DEFAULT))
                    .containsExactlyElementsOf(
                            list.lines().filter(line -> !line.startsWith("- ")).toList());
        }
    }

    @Test
    void includedPatternsReplaceTheDefault() {
        var names = names(ALL_MINILM_L6_V2).toList();
        assertThat(FileSelection.of(names, new Selection(List.of("onnx/", "*.json"), List.of("*_O1.onnx", "1_*"))))
                .contains("onnx/model.onnx", "config.json")
                .doesNotContain("onnx/model_O1.onnx", "1_Pooling/config.json", "model.safetensors");
        assertThat(FileSelection.of(names, new Selection(List.of("*"), List.of())))
                .hasSameSizeAs(names);
        assertThat(FileSelection.of(names, new Selection(List.of(), List.of("*.md"))))
                .contains("model.safetensors")
                .doesNotContain("README.md", "tf_model.h5");
    }

    @ParameterizedTest
    @CsvSource({
        "*.json, a/b.json, true",
        "*.json, b.jsonl, false",
        "model-?.bin, model-1.bin, true",
        "model-[0-9].bin, model-1.bin, true",
        "model-[!0-9].bin, model-1.bin, false",
        "a+(b).txt, a+(b).txt, true",
        "a.txt, abtxt, false",
        "[x, [x, true",
        "dir/, dir/a/b, true",
        "CONFIG.json, config.json, false"
    })
    void patternsAreThoseOfAShell(String pattern, String name, boolean matches) {
        assertThat(FileSelection.of(List.of(name), new Selection(List.of(pattern), List.of())))
                .hasSize(matches ? 1 : 0);
    }

    private static Stream<String> names(String list) {
        return list.lines().map(line -> line.startsWith("- ") ? line.substring(2) : line);
    }
}
