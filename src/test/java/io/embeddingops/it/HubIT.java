package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fetch.TestModel;
import io.embeddingops.hub.Hub;
import io.embeddingops.hub.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test hub answers as a Hugging Face Hub does: its own Python client downloads from it. */
class HubIT {

    @TempDir
    private Path temporary;

    @Test
    void officialClientDownloadsTheModel() throws Exception {
        var model = TestModel.create(temporary.resolve("models"), 2);
        try (var hub = Hub.start(temporary.resolve("models"))) {
            hub.pageSize = 3;
            var client = Files.createDirectory(temporary.resolve("client"));
            var directory =
                    Script.run("hack/hub-client.sh", hub.endpoint().toString(), TestModel.REPO, client.toString());
            TestModel.assertEqual(model, Path.of(directory.strip()));
            assertThat(directory.strip()).endsWith(hub.commit(TestModel.REPO, "main"));
            assertThat(hub.requests).as("large files come from the CDN").anyMatch(Seen::cdn);
        }
    }
}
