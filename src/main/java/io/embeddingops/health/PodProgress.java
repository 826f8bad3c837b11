package io.embeddingops.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.config.ProbeVia;
import io.embeddingops.source.FetchPhase;
import io.embeddingops.source.FetchProgress;
import io.embeddingops.verification.EndpointException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests {@code /progress} of pods that download, directly or through the API server. */
public final class PodProgress implements ProgressSource {

    private static final Logger LOG = LoggerFactory.getLogger(PodProgress.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 4096;

    /** 1 EB: no model is larger, and calculations do not overflow. */
    private static final long MAX_SIZE = 1_000_000_000_000_000_000L;

    private static final ObjectReader READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(FetchProgress.class);

    private final PodChannel pods;

    private PodProgress(PodChannel pods) {
        this.pods = pods;
    }

    /**
     * Returns the source for the configured way to reach pods.
     *
     * @throws IllegalArgumentException for {@code AUTO}, which must be resolved before
     */
    public static ProgressSource of(ProbeVia via, KubernetesClient client) {
        return new PodProgress(PodChannel.of(via, client, TIMEOUT));
    }

    @Override
    public Optional<FetchProgress> of(DownloadTarget target) {
        var port = new PodPort(
                target.service().namespace(), target.pod(), target.address(), target.port(), Optional.empty());
        var url =
                pods.root().apply(port).newBuilder().addPathSegment("progress").build();
        try {
            return read(pods.channel().send(new Request.Builder().url(url)).bodyIfOk());
        } catch (EndpointException e) {
            LOG.debug("pod {} does not report its download: {}", target.pod(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The progress in a response; empty if it is something else. */
    static Optional<FetchProgress> read(byte[] body) {
        if (body.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.<FetchProgress>ofNullable(READER.readValue(body)).filter(PodProgress::isPlausible);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("reading JSON from memory failed", e);
        }
    }

    private static boolean isPlausible(FetchProgress progress) {
        return FetchPhase.of(progress.phase()).isPresent()
                && isSize(progress.bytes())
                && isSize(progress.bytesPerSecond())
                && (progress.total() == null || isSize(progress.total()));
    }

    private static boolean isSize(long bytes) {
        return bytes >= 0 && bytes <= MAX_SIZE;
    }
}
