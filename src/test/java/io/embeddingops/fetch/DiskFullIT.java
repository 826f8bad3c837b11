package io.embeddingops.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embeddingops.hub.Hub;
import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume that is too small, which only root can make. */
class DiskFullIT {

    private static final int WEIGHTS = 3 << 20;

    @TempDir
    private Path temporary;

    private Path volume;
    private Hub hub;

    @BeforeEach
    void start() throws Exception {
        TestModel.create(temporary.resolve("models"), TestModel.REPO, 9, WEIGHTS);
        hub = Hub.start(temporary.resolve("models"));
        volume = Files.createDirectory(temporary.resolve("volume"));
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
        run("umount", volume.toString());
    }

    @Test
    void modelThatIsTooLargeIsNotBegun() throws Exception {
        mount(2);
        assertOutOfSpace("3.01 MiB", "1.9");
        assertThat(hub.downloads()).isEmpty();
    }

    @Test
    void volumeThatIsFilledMeanwhileIsReported() throws Exception {
        mount(4);
        var filled = new AtomicBoolean();
        hub.faults = seen -> {
            if (seen.cdn() && filled.compareAndSet(false, true)) {
                fill(2);
            }
            return Optional.empty();
        };
        assertOutOfSpace("3.01 MiB", " 0 B free");
        Files.delete(volume.resolve("other"));
        TestModel.assertEqual(
                temporary.resolve("models").resolve(TestModel.REPO),
                new FetchCase(hub, volume).run().found().directory());
    }

    private void assertOutOfSpace(String... words) {
        var failure = catchThrowableOfType(FetchException.class, () -> new FetchCase(hub, volume).run());
        assertThat(failure).isNotNull().hasMessageContainingAll(words);
        assertThat(failure.reason()).isEqualTo(FetchReason.OUT_OF_SPACE);
    }

    private void fill(int mebibytes) {
        try {
            Files.write(volume.resolve("other"), new byte[mebibytes << 20]);
        } catch (IOException e) {
            // as full as it gets
        }
    }

    private void mount(int mebibytes) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", volume.toString()),
                "cannot mount a small volume");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
