package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    @Test
    void textIsJoinedIntoOneLine() {
        assertThat(MessageText.oneLine("  a\n\tb\r\n c  ")).isEqualTo("a b c");
        assertThat(MessageText.oneLine(null)).isEmpty();
    }

    @Test
    void longLinesAreTruncated() {
        assertThat(MessageText.oneLine("x".repeat(512))).isEqualTo("x".repeat(512));
        assertThat(MessageText.oneLine("x".repeat(513))).isEqualTo("x".repeat(511) + "…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ValueError: no",
                "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.",
                "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool",
                "AssertionError",
                "safetensors_rust.SafetensorError: Error while deserializing header",
                "KeyboardInterrupt",
                "Exception: Capture CUDA graph failed"
            })
    void lastExceptionIsPreferred(String line) {
        assertThat(MessageText.lastLine("RuntimeError: first\n  File \"x\"\n" + line + "\n\nKilled\n"))
                .isEqualTo(line);
    }

    @Test
    void lastLineIsUsedWithoutException() {
        assertThat(MessageText.lastLine("loading\nno Error here\n  Killed  \n\n"))
                .isEqualTo("Killed");
        assertThat(MessageText.lastLine(" \n ")).isEmpty();
        assertThat(MessageText.lastLine(null)).isEmpty();
    }
}
