package io.embeddingops.fetch.store;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code .complete}, which makes a directory a complete revision.
 *
 * @param source the location, see {@link io.embeddingops.source.Location#text()}
 * @param revision the commit, or the digest of the listing
 * @param bytes size of all files
 * @param digest of paths, sizes and digests of all files
 * @param files all files, without this one
 */
record CompleteFile(String source, String revision, long bytes, String digest, List<StoredFile> files) {

    static final String NAME = ".complete";

    CompleteFile {
        files = files == null ? List.of() : List.copyOf(files);
    }

    static CompleteFile of(String source, String revision, List<StoredFile> files) {
        var bytes = files.stream().mapToLong(StoredFile::size).sum();
        return new CompleteFile(source, revision, bytes, digest(files), files);
    }

    /** Reads it; empty if there is none, or if it is not one of a complete revision. */
    static Optional<CompleteFile> read(Path directory) throws IOException {
        var file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var read = StoreJson.MAPPER.readValue(Files.readAllBytes(file), CompleteFile.class);
            return Optional.ofNullable(read).filter(complete -> complete.revision != null && !complete.files.isEmpty());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    void write(Path directory) throws IOException {
        Files.write(
                directory.resolve(NAME),
                StoreJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    /** The first file that is missing or has another size: one sentence. */
    Optional<String> damage(Path directory) throws IOException {
        for (var file : files) {
            var path = directory.resolve(file.path());
            if (!Files.isRegularFile(path)) {
                return Optional.of(file.path() + " is missing");
            }
            if (Files.size(path) != file.size()) {
                return Optional.of(file.path() + " has " + Files.size(path) + " bytes instead of " + file.size());
            }
        }
        return Optional.empty();
    }

    Found found(Path directory) {
        return new Found(directory, revision, bytes, digest);
    }

    private static String digest(List<StoredFile> files) {
        try {
            var all = MessageDigest.getInstance("SHA-256");
            files.stream()
                    .map(file -> file.path() + "\0" + file.size() + "\0" + file.digest() + "\n")
                    .sorted()
                    .forEach(line -> all.update(line.getBytes(StandardCharsets.UTF_8)));
            return "sha256:" + HexFormat.of().formatHex(all.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
