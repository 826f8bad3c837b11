package io.embeddingops.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.source.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The revision that an earlier download of a service resolved to, as the operator writes it. */
final class PinFile {

    private PinFile() {}

    /** The revision; empty if the file is missing, unreadable or for another location. */
    static Optional<String> read(Path file, Location location) {
        try {
            var pin = new ObjectMapper().readTree(Files.readString(file));
            var revision = pin.path("revision").asText();
            return pin.path("source").asText().equals(location.text()) && !revision.isEmpty()
                    ? Optional.of(revision)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
