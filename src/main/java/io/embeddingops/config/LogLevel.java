package io.embeddingops.config;

/** Minimum severity of logged lines. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
}
