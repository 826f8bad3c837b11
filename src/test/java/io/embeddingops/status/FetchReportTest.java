package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.FetchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchReportTest {

    @Test
    void reportOfASuccessIsRead() {
        assertThat(FetchReport.read("""
                {"source":"hf://a/b@main","revision":"c0ffee","bytes":7,"digest":"sha256:d1","moved":"beef","later":{}}"""))
                .contains(new FetchResult("hf://a/b@main", "c0ffee", 7L, "sha256:d1", "beef", null, null));
    }

    @Test
    void implausiblePartsOfASuccessAreLeftOut() {
        assertThat(FetchReport.read("""
                {"source":"hf://a/b@main","revision":"c0ffee","bytes":-1,"digest":"<b>","moved":"c0ffee","message":"x"}"""))
                .contains(new FetchResult("hf://a/b@main", "c0ffee", null, null, null, null, null));
    }

    @Test
    void reportOfAFailureIsOneShortLine() {
        var report = FetchReport.read(
                        "{\"reason\":\"ModelCorrupt\",\"message\":\"a\\n\\u0007 b" + "c".repeat(1000) + "\"}")
                .orElseThrow();
        assertThat(report.reason()).isEqualTo("ModelCorrupt");
        assertThat(report.message()).startsWith("a bccc").hasSize(512).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{}",
                "Exception in thread main",
                "{\"source\":\"hf://a/b@main\"}",
                "{\"source\":\"hf://a/b@main\",\"revision\":\"\"}",
                "{\"source\":\"hf://a/b@main\",\"revision\":\"a b\"}",
                "{\"source\":\"hf://a/b@main\",\"revision\":\"../x\"}",
                "{\"revision\":\"c0ffee\"}",
                "{\"reason\":\"ModelCorrupt\"}",
                "{\"reason\":\"ModelCorrupt\",\"message\":\" \"}",
                "{\"reason\":\"ModelCorrupt\",\"message\":{}}",
                "{\"reason\":\"ModelCorrupt\",\"message\":\"x\"",
                "{\"reason\":\"ModelCorrupt\",\"message\":\"x\"} {\"reason\":\"y\"}"
            })
    void otherTextsAreNoReport(String text) {
        assertThat(FetchReport.read(text)).isEmpty();
    }

    @Test
    void overlongAndMissingTextsAreNoReport() {
        assertThat(FetchReport.read(null)).isEmpty();
        assertThat(FetchReport.read("{\"reason\":\"ModelCorrupt\",\"message\":\"" + "x".repeat(5000) + "\"}"))
                .isEmpty();
    }
}
