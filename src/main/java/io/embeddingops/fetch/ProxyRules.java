package io.embeddingops.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * Which proxy a request goes through: the given one, or that of the variables {@code HTTPS_PROXY} and {@code HTTP_PROXY}.
 * {@code NO_PROXY} applies to both.
 */
public final class ProxyRules extends ProxySelector {

    private final Optional<HttpUrl> https;
    private final Optional<HttpUrl> http;
    private final List<String> without;

    private ProxyRules(Optional<HttpUrl> https, Optional<HttpUrl> http, List<String> without) {
        this.https = https;
        this.http = http;
        this.without = without;
    }

    /**
     * Creates the rules.
     *
     * @param proxy for all requests; absent: as the environment says
     * @param environment environment variables, in upper or lower case
     */
    public static ProxyRules of(Optional<HttpUrl> proxy, Map<String, String> environment) {
        var without = variable(environment, "NO_PROXY").stream()
                .flatMap(list -> Stream.of(list.split("[, ]+")))
                .filter(host -> !host.isEmpty())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
        return new ProxyRules(
                proxy.or(() -> variable(environment, "HTTPS_PROXY").flatMap(ProxyRules::address)),
                proxy.or(() -> variable(environment, "HTTP_PROXY").flatMap(ProxyRules::address)),
                without);
    }

    @Override
    public List<Proxy> select(URI uri) {
        var proxy = uri.getScheme().equals("https") ? https : http;
        return proxy.filter(found -> !isExempt(uri.getHost()))
                .map(found -> List.of(
                        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(found.host(), found.port()))))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

    /**
     * A host is exempt by its name, by a domain that it is in, or by "*". Local addresses always are: a proxy must not ask what
     * {@link GuardedSockets} refuses to.
     */
    private boolean isExempt(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (isLocal(name)) {
            return true;
        }
        return without.stream().anyMatch(entry -> {
            var domain = entry.startsWith("*.") ? entry.substring(1) : entry;
            return domain.equals("*")
                    || name.equals(domain)
                    || name.endsWith(domain.startsWith(".") ? domain : "." + domain);
        });
    }

    private static boolean isLocal(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        try {
            // only literal addresses, which need no DNS
            return (host.startsWith("[") || host.matches("[0-9.]+"))
                    && LocalAddresses.contain(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Optional<HttpUrl> address(String text) {
        return Optional.ofNullable(HttpUrl.parse(text.contains("://") ? text : "http://" + text));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(text -> !text.isBlank());
    }
}
