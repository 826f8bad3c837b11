package io.embeddingops.fetch;

import java.net.ProxySelector;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/**
 * How downloads reach the network: through which proxy, which CAs are trusted and which addresses are refused. Redirects are not
 * followed, so that whoever follows them decides which host receives a token.
 */
public final class HttpAccess {

    /** Value of the header {@code User-Agent}. */
    public static final String USER_AGENT = "embedding-operator";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** A connection without a byte for that long counts as cut. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private static final int IDLE_CONNECTIONS = 16;

    private final OkHttpClient client;

    private HttpAccess(OkHttpClient client) {
        this.client = client;
    }

    /**
     * Creates a client without sending a request.
     *
     * @param proxies see {@link ProxyRules}
     * @param caFiles PEM files with CAs that are trusted in addition to those of the Java runtime; a missing file adds none
     * @param localAddresses whether loopback, link-local, unspecified and multicast addresses are allowed
     * @throws FetchException if a CA file has no certificate or cannot be read
     */
    public static HttpAccess of(ProxySelector proxies, List<Path> caFiles, boolean localAddresses)
            throws FetchException {
        var trust = TrustedCas.with(caFiles);
        try {
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {trust}, null);
            return new HttpAccess(new OkHttpClient.Builder()
                    .proxySelector(proxies)
                    .sslSocketFactory(tls.getSocketFactory(), trust)
                    .socketFactory(new GuardedSockets(localAddresses))
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                    .connectTimeout(CONNECT_TIMEOUT)
                    .readTimeout(STALL)
                    .writeTimeout(STALL)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** The client; one for all requests of a download. */
    public OkHttpClient client() {
        return client;
    }

    /** A request for that address, without credentials. */
    static Request.Builder request(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("User-Agent", USER_AGENT)
                // sizes and ranges count the bytes of the file
                .header("Accept-Encoding", "identity");
    }
}
