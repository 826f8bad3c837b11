package io.embeddingops.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * {@code 2026-11-24T03:00:00.123Z INFO  namespace/name message key=value}, in UTC. Line breaks in
 * messages are escaped, so that text from users or servers cannot forge a log line; only stack traces have several lines.
 */
final class TextEncoder extends EncoderBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"=\\p{Cntrl}]+");
    private static final String OWN_PACKAGE = "io.embeddingops";

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var mdc = event.getMDCPropertyMap();
        var line = new StringBuilder(160);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ').append("%-5s".formatted(event.getLevel())).append(' ');
        ResourceContext.resource(mdc)
                .ifPresent(resource -> line.append(resource).append(' '));
        line.append(escaped(event.getFormattedMessage()));
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> append(line, pair.key, String.valueOf(pair.value)));
        }
        ResourceContext.others(mdc).forEach(entry -> append(line, entry.getKey(), entry.getValue()));
        if (!event.getLoggerName().startsWith(OWN_PACKAGE)) {
            append(line, "logger", event.getLoggerName());
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=');
        if (PLAIN.matcher(value).matches()) {
            line.append(value);
        } else {
            line.append('"').append(escaped(value).replace("\"", "\\\"")).append('"');
        }
    }

    private static String escaped(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
