package io.embeddingops.fetch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VolumeFailureTest {

    private static final Path CACHE = Path.of("/var/cache/models");

    @Test
    void aFullVolumeIsOutOfSpace() {
        for (var text : new String[] {"No space left on device", "Disk quota exceeded"}) {
            var failure = VolumeFailure.of(CACHE, new IOException(text));
            assertThat(failure.reason()).isEqualTo(FetchReason.OUT_OF_SPACE);
            assertThat(failure).hasMessageStartingWith("the volume of /var/cache/models is full: enlarge it");
        }
    }

    @Test
    void aReadOnlyVolumeIsNamed() {
        var failure = VolumeFailure.of(CACHE, new FileSystemException("/x", null, "Read-only file system"));
        assertThat(failure.reason()).isEqualTo(FetchReason.FETCH_FAILED);
        assertThat(failure).hasMessageContaining("/var/cache/models is on a read-only file system");
    }

    @Test
    void missingAccessNamesUserPathAndField() throws IOException {
        var failure = VolumeFailure.of(CACHE, new AccessDeniedException("/var/cache/models/hf"));
        assertThat(failure.reason()).isEqualTo(FetchReason.FETCH_FAILED);
        assertThat(failure)
                .hasMessageStartingWith("UID " + Files.getAttribute(Path.of("/proc/self"), "unix:uid")
                        + " has no access to /var/cache/models/hf: set spec.pod.securityContext.fsGroup");
    }

    @Test
    void anyOtherFailureIsTold() {
        assertThat(VolumeFailure.of(CACHE, new FileSystemException("/var/cache/models/hf", null, "Input/output error")))
                .hasMessage("/var/cache/models/hf cannot be used: Input/output error");
    }
}
