package io.embeddingops.status;

import java.util.regex.Pattern;

/** What to do about a server that reaches itself through a proxy. */
final class ProxyRemedy {

    private static final Pattern PROXY = Pattern.compile(
            "ProxyError|Cannot connect to proxy|Tunnel connection failed|(?i)\\bproxy\\b.{0,60}\\b(?:403|407|502|503)\\b");

    private ProxyRemedy() {}

    /** The remedy as the end of a message; empty if the server's last words are not about a proxy. */
    static String of(String words) {
        return PROXY.matcher(words).find()
                ? ": the server calls itself through a proxy: set NO_PROXY in spec.server.env to"
                        + " localhost,127.0.0.1,::1,0.0.0.0 and the addresses of the pods"
                : "";
    }
}
