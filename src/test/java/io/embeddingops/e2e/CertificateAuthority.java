package io.embeddingops.e2e;

import io.embeddingops.it.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A certificate authority that only a test knows, made with openssl.
 *
 * @param directory its files
 */
record CertificateAuthority(Path directory) {

    private static final String CERTIFICATE = "ca.crt";
    private static final String KEY = "ca.key";

    static CertificateAuthority create() {
        try {
            var authority = new CertificateAuthority(
                    Files.createTempDirectory(Files.createDirectories(Path.of("target/e2e")), "ca-"));
            authority.make(CERTIFICATE, KEY, "/CN=test-ca");
            return authority;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of a Secret of type kubernetes.io/tls with a new key, as cert-manager writes it. */
    Map<String, String> issue(int serial, String... names) {
        var certificate = serial + ".crt";
        var key = serial + ".key";
        make(
                certificate,
                key,
                "/CN=" + names[0],
                "-CA",
                file(CERTIFICATE),
                "-CAkey",
                file(KEY),
                "-set_serial",
                Integer.toString(serial),
                "-addext",
                "subjectAltName=DNS:" + String.join(",DNS:", names),
                "-addext",
                "basicConstraints=critical,CA:FALSE");
        return Map.of("tls.crt", read(certificate), "tls.key", read(key), "ca.crt", read(CERTIFICATE));
    }

    X509TrustManager trustManager() {
        try (var content = Files.newInputStream(directory.resolve(CERTIFICATE))) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    CERTIFICATE, CertificateFactory.getInstance("X.509").generateCertificate(content));
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLSocketFactory sockets(X509TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void make(String certificate, String key, String subject, String... more) {
        var command = new ArrayList<>(List.of(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                subject));
        command.addAll(List.of("-out", file(certificate), "-keyout", file(key)));
        command.addAll(List.of(more));
        Script.run("openssl", command.toArray(String[]::new));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
