package io.embeddingops.fetch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The digests of a file, from its bytes in their order: SHA-256, and that of Git if the source announces it. */
final class ContentHash {

    private final Optional<FileDigest> announced;
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest git = digest("SHA-1");

    ContentHash(RemoteFile file) {
        announced = file.digest();
        git.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    void update(byte[] bytes, int length) {
        sha256.update(bytes, 0, length);
        if (isGit()) {
            git.update(bytes, 0, length);
        }
    }

    /** Ends the hash: the SHA-256 of the content, if it is the announced one. */
    Optional<String> matching() {
        var content = HexFormat.of().formatHex(sha256.digest());
        var computed = isGit() ? HexFormat.of().formatHex(git.digest()) : content;
        return announced.isEmpty() || announced.get().hex().equals(computed) ? Optional.of(content) : Optional.empty();
    }

    static String ofText(String text) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private boolean isGit() {
        return announced.isPresent() && announced.get().algorithm() == FileDigest.Algorithm.GIT_BLOB;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
