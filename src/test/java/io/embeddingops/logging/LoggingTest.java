package io.embeddingops.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.config.LogFormat;
import io.embeddingops.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LoggingTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.]\\d{3}Z ";

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    private Logger logger(LogFormat format, LogLevel level, String name) {
        context.setMDCAdapter(mdc);
        Logging.configure(context, format, level, stream);
        return context.getLogger(name);
    }

    private String written() {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void textLineHasResourceMessageAndPairs() {
        var logger = logger(LogFormat.TEXT, LogLevel.INFO, "io.embeddingops.X");
        mdc.put("resource.namespace", "prod");
        mdc.put("resource.name", "qwen");
        mdc.put("resource.uid", "4711");
        mdc.put("attempt", "2");

        logger.atInfo()
                .addKeyValue("reason", "InvalidSpec")
                .addKeyValue("text", "a \"b\"")
                .log("stalled");

        assertThat(written())
                .matches(TIME + "INFO  prod/qwen stalled reason=InvalidSpec text=\"a \\\\\"b\\\\\"\" attempt=2\n");
    }

    @Test
    void lineBreaksAreEscaped() {
        var logger = logger(LogFormat.TEXT, LogLevel.INFO, "io.embeddingops.X");

        logger.atWarn().addKeyValue("last", "x\ny").log("one\r\ntwo");

        assertThat(written()).matches(TIME + "WARN  one\\\\r\\\\ntwo last=\"x\\\\ny\"\n");
    }

    @Test
    void libraryLinesHaveLoggerAndStackTrace() {
        var logger = logger(LogFormat.TEXT, LogLevel.INFO, "io.fabric8.X");

        logger.warn("lost", new IllegalStateException("gone"));

        assertThat(written().lines())
                .satisfies(lines -> assertThat(lines.get(0)).matches(TIME + "WARN  lost logger=io.fabric8.X"))
                .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: gone"));
    }

    @Test
    void jsonLineHasTheSameFields() throws IOException {
        var logger = logger(LogFormat.JSON, LogLevel.INFO, "io.embeddingops.X");
        mdc.put("resource.namespace", "prod");
        mdc.put("resource.name", "qwen");
        mdc.put("attempt", "2");

        logger.atInfo()
                .addKeyValue("reason", "InvalidSpec")
                .addKeyValue("errors", 3)
                .log("stalled {}", "again");

        var line = parsed();
        assertThat(Instant.parse(line.path("timestamp").asText())).isNotNull();
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("logger").asText()).isEqualTo("io.embeddingops.X");
        assertThat(line.path("message").asText()).isEqualTo("stalled again");
        assertThat(line.path("namespace").asText()).isEqualTo("prod");
        assertThat(line.path("name").asText()).isEqualTo("qwen");
        assertThat(line.path("attempt").asText()).isEqualTo("2");
        assertThat(line.path("reason").asText()).isEqualTo("InvalidSpec");
        assertThat(line.path("errors").asInt()).isEqualTo(3);
    }

    @Test
    void jsonLineHasStackTrace() throws IOException {
        logger(LogFormat.JSON, LogLevel.INFO, "io.embeddingops.X").error("lost", new IllegalStateException("gone"));

        assertThat(parsed().path("stackTrace").asText()).contains("IllegalStateException: gone", "LoggingTest");
    }

    @Test
    void librariesLogWarningsOnly() {
        logger(LogFormat.TEXT, LogLevel.DEBUG, "io.embeddingops.X").debug("ours");
        context.getLogger("io.javaoperatorsdk.X").info("theirs");
        context.getLogger("okhttp3.X").info("theirs");

        assertThat(written()).contains("ours").doesNotContain("theirs");
    }

    @Test
    void librariesLogDebugAtTrace() {
        logger(LogFormat.TEXT, LogLevel.TRACE, "io.fabric8.X").debug("theirs");

        assertThat(written()).contains("theirs");
    }

    @Test
    void streamStaysOpenAfterReconfiguration() {
        logger(LogFormat.TEXT, LogLevel.INFO, "io.embeddingops.X").info("one");
        logger(LogFormat.TEXT, LogLevel.INFO, "io.embeddingops.X").info("two");

        assertThat(written().lines()).hasSize(2);
    }

    private JsonNode parsed() throws IOException {
        assertThat(written()).endsWith("\n").hasLineCount(1);
        return new ObjectMapper().readTree(written());
    }
}
