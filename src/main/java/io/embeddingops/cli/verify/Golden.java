package io.embeddingops.cli.verify;

import io.embeddingops.verification.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes fingerprint files. */
public final class Golden {

    private Golden() {}

    /** The fingerprint in that file. */
    public static Fingerprint read(Path file) throws VerifyException {
        try {
            return Fingerprint.fromBytes(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new VerifyException(file + ": no such file");
        } catch (IOException e) {
            throw new VerifyException(file + ": cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new VerifyException(file + ": " + e.getMessage());
        }
    }

    static void write(Path file, Fingerprint fingerprint) throws VerifyException {
        try {
            Files.write(file, fingerprint.toBytes());
        } catch (IOException e) {
            throw new VerifyException(file + ": cannot be written: " + e.getMessage());
        }
    }
}
