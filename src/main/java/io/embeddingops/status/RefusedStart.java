package io.embeddingops.status;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The line with which the plugin in a server refuses to start it, such as {@code embedding-operator: ModelIncomplete: ...}.
 *
 * @param sentence the cause and the remedy
 */
record RefusedStart(Reason reason, String sentence) {

    private static final Map<String, Reason> REASONS = Stream.of(
                    Reason.MODEL_INCOMPLETE, Reason.MODEL_UNSUPPORTED, Reason.SERVER_UNSUPPORTED)
            .collect(Collectors.toUnmodifiableMap(Reason::toString, reason -> reason));

    private static final Pattern LINE =
            Pattern.compile("(?m)(?:^|\\s)embedding-operator: (" + String.join("|", REASONS.keySet()) + "): (\\S.*)$");

    /** The last such line of a container's termination message, which may be the end of its log. */
    static Optional<RefusedStart> of(String message) {
        return Optional.ofNullable(message).stream()
                .flatMap(text -> LINE.matcher(text).results())
                .reduce((earlier, later) -> later)
                .map(RefusedStart::of);
    }

    private static RefusedStart of(MatchResult line) {
        return new RefusedStart(REASONS.get(line.group(1)), MessageText.oneLine(line.group(2)));
    }
}
