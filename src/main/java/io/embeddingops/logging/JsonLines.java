package io.embeddingops.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;

/** Logs one JSON object per line, with the reconciled resource in {@code namespace} and {@code name}. */
final class JsonLines {

    private JsonLines() {}

    static Encoder<ILoggingEvent> encoder() {
        var names = new LogstashFieldNames();
        names.setTimestamp("timestamp");
        names.setVersion(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        names.setLevelValue(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        names.setLogger("logger");
        names.setThread("thread");
        names.setStackTrace("stackTrace");
        var encoder = new LogstashEncoder();
        encoder.setFieldNames(names);
        encoder.setTimeZone("UTC");
        encoder.setTimestampPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
        encoder.setIncludeContext(false);
        encoder.setFindAndRegisterJacksonModules(false);
        encoder.addMdcKeyFieldName(ResourceContext.NAMESPACE + "=namespace");
        encoder.addMdcKeyFieldName(ResourceContext.NAME + "=name");
        return encoder;
    }
}
