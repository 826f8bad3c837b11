package io.embeddingops.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.source.FetchResult;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the message of a terminated download. It comes from a pod, so nothing in it is taken without a check. */
final class FetchReport {

    /** The kubelet keeps no more of a container's message. */
    private static final int MAX_LENGTH = 4096;

    /** A commit, the digest of a listing, or another digest. */
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    private static final ObjectReader READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(FetchResult.class);

    private FetchReport() {}

    /** The report of a download that succeeded or failed; empty if the text is something else. */
    static Optional<FetchResult> read(String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.<FetchResult>ofNullable(READER.readValue(text)).flatMap(FetchReport::checked);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<FetchResult> checked(FetchResult found) {
        if (found.reason() != null) {
            var message = MessageText.oneLine(found.message());
            return Optional.of(found)
                    .filter(failed -> !message.isEmpty())
                    .map(failed ->
                            new FetchResult(failed.source(), null, size(failed), null, null, failed.reason(), message));
        }
        return Optional.of(found)
                .filter(done -> done.source() != null && isRevision(done.revision()))
                .map(done -> new FetchResult(
                        done.source(),
                        done.revision(),
                        size(done),
                        isRevision(done.digest()) ? done.digest() : null,
                        isRevision(done.moved()) && !done.moved().equals(done.revision()) ? done.moved() : null,
                        null,
                        null));
    }

    private static Long size(FetchResult found) {
        return found.bytes() == null || found.bytes() < 0 ? null : found.bytes();
    }

    private static boolean isRevision(String text) {
        return text != null && REVISION.matcher(text).matches();
    }
}
