package io.embeddingops.cli.verify;

import io.embeddingops.health.PemTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import okhttp3.OkHttpClient;

/** Creates the client of a verification. */
final class VerifyClient {

    private VerifyClient() {}

    /** A client that trusts the CAs of that file, and no others. */
    static OkHttpClient trusting(Path file) throws VerifyException {
        try {
            return PemTrust.apply(new OkHttpClient.Builder(), PemTrust.of(Files.readAllBytes(file)))
                    .build();
        } catch (IOException | CertificateException e) {
            throw new VerifyException("--ca-file=" + file + " must be a readable file with certificates in PEM form");
        }
    }
}
