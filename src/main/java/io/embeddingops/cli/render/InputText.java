package io.embeddingops.cli.render;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The text of a file or of standard input. */
final class InputText {

    private static final String STANDARD_INPUT = "-";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Ten thousand services. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private InputText() {}

    /**
     * Reads a file, or the stream if the file is {@code -}.
     *
     * @throws IOException with a message for the user
     */
    static String of(String file, InputStream input) throws IOException {
        var bytes = bytes(file, input);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("is larger than 16 MiB: split it into several files");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("is not UTF-8 text: convert it", e);
        }
    }

    private static byte[] bytes(String file, InputStream input) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return input.readNBytes(MAX_BYTES + 1);
        }
        try {
            if (!Files.exists(Path.of(file))) {
                throw new IOException("no such file");
            } else if (Files.isDirectory(Path.of(file))) {
                throw new IOException("cannot be read: it is a directory");
            }
        } catch (InvalidPathException e) {
            throw new IOException("is not the name of a file", e);
        }
        try (var stream = new FileInputStream(file)) {
            return stream.readNBytes(MAX_BYTES + 1);
        } catch (FileNotFoundException e) {
            throw new IOException("cannot be read: permission denied", e);
        }
    }
}
