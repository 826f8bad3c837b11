package io.embeddingops.reconciler;

import java.util.Arrays;
import java.util.Objects;

/** A bug of the operator. The log has the cause under an id that is the same each time, and the status only the id. */
final class InternalErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String id;

    InternalErrorException(RuntimeException cause) {
        this(id(cause), cause);
    }

    private InternalErrorException(String id, RuntimeException cause) {
        super("internal error " + id, cause);
        this.id = id;
    }

    /** The id of an error as the framework passes it on, wrapped or not. */
    static String idOf(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InternalErrorException known) {
                return known.id;
            }
        }
        return id(error);
    }

    /** Depends on where the error was thrown only, since its message may differ from pass to pass. */
    private static String id(Throwable cause) {
        var place = Arrays.stream(cause.getStackTrace()).findFirst();
        return "E-%08x"
                .formatted(Objects.hash(
                        cause.getClass().getName(),
                        place.map(StackTraceElement::toString).orElse("")));
    }
}
