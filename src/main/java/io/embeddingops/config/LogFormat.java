package io.embeddingops.config;

/** Format of log lines. */
public enum LogFormat {
    /** One readable line: time, level, resource, message, key=value. */
    TEXT,
    /** One JSON object per line, for log collectors. */
    JSON
}
