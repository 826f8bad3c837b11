package io.embeddingops.source;

import java.util.Locale;

/** The host of an endpoint, as {@link S3Location#host()} has it. */
public final class EndpointHost {

    private EndpointHost() {}

    /**
     * The host in lower case, with its port unless it is the default one of the scheme. An IPv6 address has no brackets.
     *
     * @param url such as {@code https://s3.example.com:9000}, without a user
     */
    public static String of(String url) {
        var lower = url.toLowerCase(Locale.ROOT);
        var start = lower.indexOf("://");
        var rest = start < 0 ? lower : lower.substring(start + "://".length());
        var slash = rest.indexOf('/');
        var host = slash < 0 ? rest : rest.substring(0, slash);
        var defaultPort = lower.startsWith("http://") ? ":80" : ":443";
        var named = host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host;
        return named.replace("[", "").replace("]", "");
    }
}
