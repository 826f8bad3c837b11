package io.embeddingops.cli.reembed;

import io.embeddingops.cli.verify.Golden;
import io.embeddingops.cli.verify.VerifyException;
import io.embeddingops.verification.Cosine;
import io.embeddingops.verification.Fingerprint;
import java.util.Optional;

/**
 * The vector space of a server.
 *
 * @param measured the server's vectors at the start
 * @param id what its vectors are labelled with
 * @param origin how the id is known
 */
record Space(Server server, Fingerprint measured, String id, String origin) {

    /** Vectors of one space have a greater cosine, also on other devices and with other data types. */
    static final double MIN_COSINE = 0.99;

    /** Compares what the user says about the space with what was measured. */
    static Space of(Server server, Fingerprint measured) throws ReembedException {
        if (server.vectors().isPresent()) {
            return recorded(server, measured, server.vectors().get().toString());
        }
        var given = server.id();
        if (given.isEmpty()) {
            return new Space(server, measured, measured.id(), "measured");
        } else if (given.get().equals(measured.id())) {
            return new Space(server, measured, given.get(), "confirmed by its vectors");
        }
        // an id is the hash of vectors that were measured once; equal vectors of another device have another hash
        return new Space(
                server,
                measured,
                given.get(),
                "as given, not confirmed: measured " + measured.id()
                        + ", which differs also by rounding; to confirm it use " + server.option() + "-vectors");
    }

    private static Space recorded(Server server, Fingerprint measured, String file) throws ReembedException {
        var option = server.option() + "-vectors=" + file;
        try {
            var recorded = Golden.read(server.vectors().orElseThrow());
            if (recorded.cosine(measured) < MIN_COSINE) {
                throw new ReembedException(option + " has the vectors of " + recorded.id() + ", but those of "
                        + server.base() + " are others (smallest cosine " + Cosine.text(recorded.cosine(measured))
                        + "): check the address");
            } else if (server.id().filter(id -> !id.equals(recorded.id())).isPresent()) {
                throw new ReembedException(option + " has the vectors of " + recorded.id() + ", not of "
                        + server.option() + "-id=" + server.id().get());
            }
            return new Space(server, measured, recorded.id(), "confirmed by " + option);
        } catch (VerifyException e) {
            throw new ReembedException(e.getMessage());
        }
    }

    /** Why these two cannot be the old and the new space, whatever their cosine is. */
    static Optional<String> contradiction(Space from, Space to) {
        var swapped = from.server.id().filter(to.measured.id()::equals).isPresent()
                || to.server.id().filter(from.measured.id()::equals).isPresent();
        return swapped && !from.id.equals(to.id)
                ? Optional.of(
                        "--from and --to are swapped, or one address serves the other's vector space: --from returns "
                                + from.measured.id() + " and --to " + to.measured.id())
                : Optional.empty();
    }

    /** Whether vectors of the two can be compared, so that nothing needs to be embedded anew. */
    boolean sameAs(Space other) {
        return measured.cosine(other.measured) >= MIN_COSINE;
    }

    String text() {
        return id + " (" + origin + "), " + measured.dimensions() + " dimensions, " + server.base();
    }
}
