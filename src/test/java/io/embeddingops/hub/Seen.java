package io.embeddingops.hub;

/** A request; the CDN is another host than the hub. */
public record Seen(boolean cdn, String method, String path, String range, boolean authorized) {}
