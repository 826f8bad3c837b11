package io.embeddingops.fetch;

import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The CAs of the Java runtime and those of files. */
final class TrustedCas {

    private TrustedCas() {}

    static X509TrustManager with(List<Path> files) throws FetchException {
        try {
            var store = ofTheRuntime();
            for (var file : files) {
                add(file, store);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has PKIX and an in-memory key store", e);
        }
    }

    /** Does not use the JVM's default: the operator's own JVM options disable it, since it only talks to the API server. */
    private static KeyStore ofTheRuntime() throws GeneralSecurityException, IOException {
        var file = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        if (Files.isReadable(file)) {
            return KeyStore.getInstance(file.toFile(), (char[]) null);
        }
        var empty = KeyStore.getInstance(KeyStore.getDefaultType());
        empty.load(null, null);
        return empty;
    }

    private static void add(Path file, KeyStore store) throws GeneralSecurityException, FetchException {
        if (!Files.exists(file)) {
            return;
        }
        try (var content = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (certificates.isEmpty()) {
                throw new CertificateException("empty");
            }
            var number = 0;
            for (var certificate : certificates) {
                store.setCertificateEntry(file + "#" + number++, certificate);
            }
        } catch (IOException | CertificateException e) {
            throw new FetchException(
                    FetchReason.MODEL_UNREACHABLE,
                    "the CA file " + file
                            + " has no certificate that can be read: it must contain certificates in PEM form");
        }
    }
}
