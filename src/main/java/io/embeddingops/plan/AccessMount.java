package io.embeddingops.plan;

/** Where API keys and certificates are in the container. */
public final class AccessMount {

    /** Directory with a file for each API key. */
    public static final String KEYS = PluginMount.RESERVED + "/keys";

    /** Directory with tls.crt, tls.key and ca.crt. */
    public static final String TLS = PluginMount.RESERVED + "/tls";

    /** Name of the volume with the API keys. */
    public static final String KEYS_VOLUME = "api-keys";

    /** Name of the volume with the certificate. */
    public static final String TLS_VOLUME = "tls";

    private AccessMount() {}
}
