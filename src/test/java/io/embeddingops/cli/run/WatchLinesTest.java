package io.embeddingops.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.WatchEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchLinesTest {

    private static final String EVENT = "{\"type\": \"ADDED\", \"object\": {\"note\": \"ä字😀\"}}";

    private final WatchLines lines = new WatchLines();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 4096, 8192, 1 << 20})
    void eachLineHasATicketWhereverItIsCut(int piece) throws IOException {
        var long1 = EVENT.replace("ADDED", "x".repeat(20_000));
        try (var watch = watch(EVENT + "\n" + long1 + "\n" + EVENT + "\n", piece)) {
            assertThat(line(watch)).isEqualTo(EVENT);
            assertThat(line(watch)).isEqualTo(long1);
            assertThat(line(watch)).isEqualTo(EVENT);
            assertThat(watch.exhausted()).isTrue();
        }
    }

    @Test
    void ticketsAreShortLinesOfAscii() throws IOException {
        try (var watch = watch(EVENT + "\n", 8192)) {
            assertThat(watch.readUtf8()).isASCII().endsWith("\n").hasSizeLessThan(40);
        }
    }

    @Test
    void theEndIsTold() throws IOException {
        assertThat(watch("", 1).exhausted()).isTrue();
    }

    /** A connection that ends in the middle of an event. */
    @Test
    void halfALineIsNoEvent() throws IOException {
        try (var watch = watch(EVENT + "\n{\"type\": \"MODI", 7)) {
            assertThat(line(watch)).isEqualTo(EVENT);
            assertThat(watch.exhausted()).isTrue();
        }
    }

    @Test
    void aTicketHoldsUntilTheNext() throws IOException {
        try (var watch = watch("{\"a\":1}\n{\"b\":2}\n", 8192)) {
            var first = ticket(watch);
            assertThat(new String(lines.line(first), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
            assertThat(new String(lines.line(first), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
            ticket(watch);
            assertThat(lines.line(first)).isSameAs(first);
        }
    }

    @Test
    void watchesAreApart() throws IOException {
        try (var one = watch("{\"a\":1}\n", 8192);
                var other = watch("{\"b\":2}\n", 8192)) {
            var first = ticket(one);
            var second = ticket(other);
            assertThat(new String(lines.line(first), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
            assertThat(new String(lines.line(second), StandardCharsets.UTF_8)).isEqualTo("{\"b\":2}");
        }
    }

    @Test
    void nothingIsKeptOfAWatchThatIsClosed() throws IOException {
        var watch = watch(EVENT + "\n" + EVENT + "\n", 8192);
        ticket(watch);
        assertThat(lines.kept()).isEqualTo(1);
        watch.close();
        assertThat(lines.kept()).isZero();
    }

    @Test
    void allElseIsWhatItIs() {
        for (var text : new String[] {"", "{", "{}", "{\"lineOfWatch\":", "{\"lineOfWatch\":7}", "kind: Pod"}) {
            assertThat(new String(lines.line(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }

    @Test
    void ticketsAreReadAsTheEventsThatTheyStandFor() throws IOException {
        var serialization = ClusterSerialization.create();
        var pod = "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"ä\"}}";
        try (var watch = ((WatchLines) serialization.watchLines())
                .tickets(Okio.buffer(inPieces("{\"type\": \"ADDED\", \"object\": %s}\n".formatted(pod), 3)))) {
            var event = serialization.unmarshal(new String(ticket(watch), StandardCharsets.UTF_8), WatchEvent.class);
            assertThat(event.getType()).isEqualTo("ADDED");
            assertThat(event.getObject()).isEqualTo(serialization.unmarshal(pod, Pod.class));
        }
    }

    private String line(BufferedSource watch) throws IOException {
        return new String(lines.line(ticket(watch)), StandardCharsets.UTF_8);
    }

    /** As Fabric8 asks for it. */
    private static byte[] ticket(BufferedSource watch) throws IOException {
        assertThat(watch.exhausted()).isFalse();
        var bytes = watch.readByteArray(watch.getBuffer().size());
        assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
        return new String(bytes, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
    }

    private BufferedSource watch(String text, int piece) {
        return lines.tickets(Okio.buffer(inPieces(text, piece)));
    }

    private static Source inPieces(String text, int piece) {
        return new ForwardingSource(new Buffer().write(text.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                return super.read(sink, Math.min(piece, byteCount));
            }
        };
    }
}
