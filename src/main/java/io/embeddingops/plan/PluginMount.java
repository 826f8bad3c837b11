package io.embeddingops.plan;

/** Where the plugin for SGLang is in the container. */
public final class PluginMount {

    /** A directory of which users mount nothing at or below. */
    public static final String RESERVED = "/embedding-operator";

    public static final String PATH = RESERVED + "/plugin";

    /** Name of the archive in the mount, from which Python imports. */
    public static final String ARCHIVE = "plugin.zip";

    /** Name of the volume. */
    public static final String VOLUME = "plugin";

    private PluginMount() {}

    /** Whether a path is reserved. */
    public static boolean covers(String path) {
        return path.equals(RESERVED) || path.startsWith(RESERVED + "/");
    }
}
