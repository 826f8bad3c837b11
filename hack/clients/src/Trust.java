import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** Makes Java trust the certificates in the PEM file SSL_CERT_FILE, as OpenSSL and Python do, instead of its own. */
final class Trust {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private Trust() {}

    static void certificates() {
        var file = System.getenv("SSL_CERT_FILE");
        if (file == null) {
            return;
        }
        try (var in = Files.newInputStream(Path.of(file))) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            var converted = Files.createTempFile("trust-", ".p12");
            converted.toFile().deleteOnExit();
            try (var out = Files.newOutputStream(converted)) {
                store.store(out, PASSWORD);
            }
            System.setProperty("javax.net.ssl.trustStore", converted.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
