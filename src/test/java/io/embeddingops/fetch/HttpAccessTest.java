package io.embeddingops.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.fixtures.SelfSigned;
import io.embeddingops.hub.Hub;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proxies, certificates and addresses. */
class HttpAccessTest {

    @TempDir
    private Path temporary;

    @Test
    void privateCaIsTrustedIfItsFileIsGiven() throws Exception {
        var ca = SelfSigned.ofThisMachine(temporary);
        var file = Files.writeString(temporary.resolve("ca.crt"), ca.pem());
        TestModel.create(temporary.resolve("models"), 5);
        try (var hub = Hub.start(temporary.resolve("models"), 0, ca.context())) {
            var cache = temporary.resolve("cache");
            assertThatThrownBy(() -> new FetchCase(hub, cache).run())
                    .hasMessageContaining("not signed by a trusted CA")
                    .hasMessageContaining("caConfigMap (--ca-file)");
            assertThat(hub.requests).isEmpty();
            new FetchCase(hub, cache).caFile(file).run();
            assertThat(hub.downloads()).isNotEmpty();
            var other = URI.create(hub.endpoint().toString().replace("localhost", "127.0.0.2"));
            assertThatThrownBy(() -> new FetchCase(other, temporary.resolve("c2"))
                            .caFile(file)
                            .run())
                    .hasMessageContaining("certificate")
                    .hasMessageContaining("another host name");
        }
    }

    @Test
    void caFilesAddToThoseOfTheRuntime() throws Exception {
        var file = Files.writeString(
                temporary.resolve("ca.crt"), SelfSigned.ofThisMachine(temporary).pem());
        var without = TrustedCas.with(List.of(temporary.resolve("missing.crt"))).getAcceptedIssuers().length;
        assertThat(TrustedCas.with(List.of(file)).getAcceptedIssuers()).hasSize(without + 1);
        assertThat(without).as("CAs of the runtime").isGreaterThan(10);
        var empty = Files.writeString(temporary.resolve("empty.crt"), "nothing");
        assertThatThrownBy(() -> TrustedCas.with(List.of(empty))).hasMessageContaining("PEM");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "0.0.0.0, true",
        "0.1.2.3, true",
        "169.254.169.254, true",
        "224.0.0.1, true",
        "255.255.255.255, true",
        "::1, true",
        "::, true",
        "fe80::1, true",
        "ff02::1, true",
        "::ffff:127.0.0.1, true",
        "64:ff9b::a9fe:a9fe, true",
        "64:ff9b::808:808, false",
        "fd00:ec2::254, true",
        "fd00::1, false",
        "10.0.0.1, false",
        "192.168.1.1, false",
        "8.8.8.8, false",
        "100.100.100.200, true",
        "168.63.129.16, true",
        "2001:db8::1, false"
    })
    void localAddressesAreKnown(String address, boolean local) throws Exception {
        assertThat(LocalAddresses.contain(InetAddress.getByName(address))).isEqualTo(local);
    }

    @ParameterizedTest
    @CsvSource({
        "https://huggingface.co/x, proxy:3128",
        "http://hub.example.com/x, plain:80",
        "https://mirror.corp/x, none",
        "https://a.corp.example/x, none",
        "https://corp.example/x, none",
        "https://notcorp.example/x, proxy:3128"
    })
    void proxiesAreThoseOfTheEnvironment(String url, String proxy) {
        var rules = ProxyRules.of(
                Optional.empty(),
                Map.of(
                        "HTTPS_PROXY",
                        "http://proxy:3128",
                        "http_proxy",
                        "plain",
                        "NO_PROXY",
                        "mirror.corp, .corp.example,corp.example"));
        assertThat(proxyOf(rules, url)).isEqualTo(proxy);
    }

    @Test
    void givenProxyIsForAllRequests() {
        var rules = ProxyRules.of(
                Optional.of(HttpUrl.get("http://given:8080")),
                Map.of("HTTPS_PROXY", "http://proxy:3128", "no_proxy", "hub"));
        assertThat(proxyOf(rules, "https://huggingface.co")).isEqualTo("given:8080");
        assertThat(proxyOf(rules, "http://x")).isEqualTo("given:8080");
        assertThat(proxyOf(rules, "http://hub")).isEqualTo("none");
        for (var local : List.of("localhost", "127.0.0.1:80", "[::1]", "169.254.169.254", "[fe80::1]")) {
            assertThat(proxyOf(rules, "http://" + local)).as(local).isEqualTo("none");
        }
    }

    @Test
    void requestsGoThroughTheProxy() throws Exception {
        TestModel.create(temporary.resolve("models"), 5);
        try (var proxy = Hub.start(temporary.resolve("models"))) {
            proxy.redirects = false;
            // resolved by the proxy, which serves the repository itself
            var endpoint = URI.create("http://hub.example.invalid");
            new FetchCase(endpoint, temporary.resolve("cache"))
                    .proxy(proxy.endpoint())
                    .run();
            assertThat(proxy.downloads()).isNotEmpty();
        }
    }

    private static String proxyOf(ProxyRules rules, String url) {
        return rules.select(URI.create(url)).get(0).address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "none";
    }
}
