package io.embeddingops.health;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * Whose certificates a server may have.
 *
 * @param manager checks them
 * @param verified whether it does; otherwise no secret may be sent
 * @param ca the CA in PEM form for clients, if the Secret has one
 */
record TlsTrust(X509TrustManager manager, boolean verified, Optional<String> ca) {

    private static final String CA = "ca.crt";
    private static final String CERTIFICATE = "tls.crt";

    /** Any certificate is accepted. */
    static TlsTrust none() {
        return new TlsTrust(new UnverifiedTrust(), false, Optional.empty());
    }

    /** Trusts the CA of a Secret of type kubernetes.io/tls, or the certificate itself if there is no CA. */
    static TlsTrust of(SecretContent.Found secret) throws CertificateException {
        var ca = secret.entry(CA).filter(pem -> !new String(pem, StandardCharsets.UTF_8).isBlank());
        var pem = ca.or(() -> secret.entry(CERTIFICATE)).orElseThrow(() -> new CertificateException("no certificate"));
        return new TlsTrust(PemTrust.of(pem), true, ca.map(text -> new String(text, StandardCharsets.UTF_8)));
    }

    /** Makes a client check certificates in this way, and host names if certificates are verified. */
    void apply(OkHttpClient.Builder client) {
        PemTrust.apply(client, manager);
        if (!verified) {
            client.hostnameVerifier((host, session) -> true);
        }
    }
}
