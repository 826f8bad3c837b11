package io.embeddingops.health;

/** Why the operator has no API key for a server, and what to do. */
final class ApiKeyRemedy {

    private static final String GRANT = ": set the chart's value rbac.readApiKeys to true, or let the operator's"
            + " ServiceAccount get this Secret with a Role in this namespace";

    private ApiKeyRemedy() {}

    /** It may not read the keys. */
    static String keys(String secret) {
        return "the operator has no permission to read Secret " + secret
                + " (spec.access.apiKeySecret), so it has no API" + " key for the server" + GRANT;
    }

    /** It cannot verify the server's certificate. */
    static String certificate(String secret) {
        return "the operator cannot read Secret " + secret + " (spec.access.tls.secretName), so it cannot verify the"
                + " server's certificate and sends no API key" + GRANT;
    }

    /** The API server does not pass on the header with the key. */
    static String throughTheApiServer() {
        return "no API key can be sent through the API server, which is how the operator reaches pods: run the operator in"
                + " the cluster with --probe-via direct";
    }

    /** There is no key at all. */
    static String none(String secret, SecretContent content) {
        return "Secret " + secret + " (spec.access.apiKeySecret) "
                + (content instanceof SecretContent.Missing ? "is missing" : "has no value")
                + ": every value that you add to it is a key";
    }

    /** No key can be sent in a header. */
    static String unusable(String secret) {
        return "no value of Secret " + secret
                + " (spec.access.apiKeySecret) can be sent in a header: use printable ASCII" + " characters";
    }
}
