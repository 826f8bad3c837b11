package io.embeddingops.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiWatchesTest {

    private static final String TEXT = "plain ä字😀 \" ".repeat(2000);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 4096, 8192, 1 << 20})
    void itIsTheSameTextWhereverItIsCut(int piece) throws IOException {
        var mapper = new ObjectMapper();

        var escaped = escaped(mapper.writeValueAsString(TEXT) + "\n", piece);

        assertThat(escaped).isASCII().endsWith("\n");
        assertThat(mapper.readValue(escaped, String.class)).isEqualTo(TEXT);
    }

    @Test
    void asciiStaysAsItIs() throws IOException {
        var json = "{\"a\": \"\\u0041\\n\"}\n".repeat(10_000);
        assertThat(escaped(json, 1000)).isEqualTo(json);
    }

    @Test
    void theEndIsTold() throws IOException {
        assertThat(escaped("", 1)).isEmpty();
    }

    private static String escaped(String json, int piece) throws IOException {
        var bytes = new Buffer().write(json.getBytes(StandardCharsets.UTF_8));
        return Okio.buffer(AsciiWatches.escaped(Okio.buffer(inPieces(bytes, piece))))
                .readUtf8();
    }

    private static Source inPieces(Buffer bytes, int piece) {
        return new ForwardingSource(bytes) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                return super.read(sink, Math.min(piece, byteCount));
            }
        };
    }
}
