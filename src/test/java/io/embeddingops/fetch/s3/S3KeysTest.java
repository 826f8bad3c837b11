package io.embeddingops.fetch.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.fetch.FetchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3KeysTest {

    @TempDir
    private Path directory;

    @Test
    void keysOfAMountedSecretAreRead() throws Exception {
        Files.writeString(directory.resolve("AWS_ACCESS_KEY_ID"), "access\n");
        Files.writeString(directory.resolve("AWS_SECRET_ACCESS_KEY"), "secret\n");
        assertThat(S3Keys.ofDirectory(directory)).isEqualTo(new S3Keys("access", "secret", Optional.empty()));
        Files.writeString(directory.resolve("AWS_SESSION_TOKEN"), "token");
        assertThat(S3Keys.ofDirectory(directory)).isEqualTo(new S3Keys("access", "secret", Optional.of("token")));
    }

    @Test
    void aSecretWithoutAKeyIsNamed() throws Exception {
        assertThatThrownBy(() -> S3Keys.ofDirectory(directory))
                .isInstanceOf(FetchException.class)
                .hasMessageStartingWith("AWS_ACCESS_KEY_ID is missing or empty");
        Files.writeString(directory.resolve("AWS_ACCESS_KEY_ID"), "access");
        assertThatThrownBy(() -> S3Keys.ofDirectory(directory))
                .isInstanceOf(FetchException.class)
                .hasMessageStartingWith("AWS_SECRET_ACCESS_KEY is missing or empty")
                .hasMessageContaining("model.source.s3.credentialsSecret");
    }

    @Test
    void withoutVariablesAccessIsAnonymous() throws Exception {
        assertThat(S3Keys.ofEnvironment(Map.of())).isEmpty();
        assertThat(S3Keys.ofEnvironment(Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b")))
                .contains(new S3Keys("a", "b", Optional.empty()));
    }

    @Test
    void keysAreNotPrinted() {
        assertThat(new S3Keys("access", "secret", Optional.of("token"))).hasToString("S3Keys");
    }
}
