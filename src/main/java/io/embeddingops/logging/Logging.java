package io.embeddingops.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.embeddingops.config.LogFormat;
import io.embeddingops.config.LogLevel;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;

/**
 * Configures the log in code, because reading an XML file would take a tenth of the operator's startup time. Libraries
 * log warnings and errors only, unless the level is trace.
 */
public final class Logging {

    private static final String OWN_PACKAGE = "io.embeddingops";

    /** Logs a warning at every start that v1alpha1 is an alpha version. */
    private static final String ALPHA_WARNINGS = "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils";

    private Logging() {}

    /** Replaces all log outputs with this stream. */
    public static void configure(LogFormat format, LogLevel level, OutputStream stream) {
        configure((LoggerContext) LoggerFactory.getILoggerFactory(), format, level, stream);
    }

    static void configure(LoggerContext context, LogFormat format, LogLevel level, OutputStream stream) {
        var encoder = encoder(format);
        encoder.setContext(context);
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(new NonClosingStream(stream));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(libraryLevel(level));
        context.getLogger(ALPHA_WARNINGS).setLevel(Level.ERROR);
        context.getLogger(OWN_PACKAGE).setLevel(Level.toLevel(level.name()));
    }

    private static Encoder<ILoggingEvent> encoder(LogFormat format) {
        return switch (format) {
            case TEXT -> new TextEncoder();
            case JSON -> JsonLines.encoder();
        };
    }

    private static Level libraryLevel(LogLevel level) {
        return switch (level) {
            case TRACE -> Level.DEBUG;
            case DEBUG, INFO, WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
