package io.embeddingops.cli.reembed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file of --resume. It is replaced as a whole, so it is never incomplete. */
record StateFile(Path path) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** The state; empty without a file. */
    Optional<ResumeState> read() throws ReembedException {
        try {
            var state = MAPPER.readValue(Files.readAllBytes(path), ResumeState.class);
            if (state.version() != ResumeState.VERSION) {
                throw damaged();
            }
            state.fingerprint();
            state.documentFingerprint();
            return Optional.of(state);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged();
        } catch (IOException e) {
            throw new ReembedException("--resume=" + path + " cannot be read: " + e.getMessage());
        }
    }

    void write(ResumeState state) throws ReembedException {
        var temporary = path.resolveSibling(path.getFileName() + ".tmp");
        try {
            try (var channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                var content = ByteBuffer.wrap(MAPPER.writeValueAsBytes(state));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ReembedException("--resume=" + path + " cannot be written: " + e.getMessage());
        }
    }

    private ReembedException damaged() {
        return new ReembedException("--resume=" + path
                + " is not a file that this version of reembed has written: remove it and the output, and start again");
    }
}
