package io.embeddingops.fetch;

import io.embeddingops.fetch.GuardedSockets.RefusedAddressException;
import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;

/** What a request without a response means. */
public final class NetworkFailure {

    private NetworkFailure() {}

    /** The failure of a request to that address, of which only host and port are named. */
    public static FetchException of(IOException failure, HttpUrl url) {
        return new FetchException(FetchReason.MODEL_UNREACHABLE, text(failure, url));
    }

    /** Whether it makes no sense to try again. */
    static boolean isPermanent(IOException failure) {
        return failure instanceof RefusedAddressException
                || failure instanceof SSLPeerUnverifiedException
                || failure instanceof SSLHandshakeException && caused(failure, CertificateException.class);
    }

    private static String text(IOException failure, HttpUrl url) {
        var host = url.host() + ":" + url.port();
        if (failure instanceof RefusedAddressException) {
            return "the address " + failure.getMessage() + " of " + host
                    + " is a loopback, link-local or metadata address, which is not allowed: see the operator's"
                    + " --allow-local-model-endpoints, or by hand --allow-local-addresses";
        }
        if (failure instanceof UnknownHostException) {
            return "the host name " + failure.getMessage().replaceFirst("[: ].*", "")
                    + " cannot be resolved: check the endpoint, the proxy and DNS";
        }
        if (failure instanceof SSLPeerUnverifiedException) {
            return "the certificate of " + host + " is for another host name: check the endpoint";
        }
        if (failure instanceof SSLException) {
            return isPermanent(failure)
                    ? "the certificate of " + host
                            + " is not signed by a trusted CA or has expired: give its CA in caConfigMap (--ca-file)"
                    : "TLS with " + host + " fails: " + failure.getMessage();
        }
        if (failure instanceof NoRouteToHostException || failure instanceof ConnectException) {
            return host + " cannot be reached: check the endpoint, the proxy and network policies";
        }
        return failure instanceof SocketTimeoutException
                ? host + " does not answer in time: check the endpoint, the proxy and network policies"
                : "the connection to " + host + " was cut";
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
