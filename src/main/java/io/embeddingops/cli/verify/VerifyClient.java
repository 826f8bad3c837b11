package io.embeddingops.cli.verify;

import io.embeddingops.health.PemTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import okhttp3.OkHttpClient;

/** Creates the client of a verification. */
final class VerifyClient {

    private VerifyClient() {}

    /** A client that trusts the CAs of that file, and no others. */
    static OkHttpClient trusting(Path file) throws VerifyException {
        try {
            var trust = PemTrust.of(Files.readAllBytes(file));
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return new OkHttpClient.Builder()
                    .sslSocketFactory(context.getSocketFactory(), trust)
                    .build();
        } catch (IOException | CertificateException e) {
            throw new VerifyException("--ca-file=" + file + " must be a readable file with certificates in PEM form");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }
}
