package io.embeddingops.config;

/** How a log line is written. */
public enum LogFormat {
    /** One readable line: time, level, resource, message, key=value. */
    TEXT,
    /** One JSON object per line, for log collectors. */
    JSON
}
