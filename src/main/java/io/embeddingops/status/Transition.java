package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.text.SecretText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A change of the status, in most cases of a condition's reason, that is published as an Event.
 *
 * @param warning whether the Event is a Warning
 */
public record Transition(boolean warning, String reason, String message) {

    private static final String NEWER_REVISION = "NewerRevision";

    /** Hides secrets, as {@link Verdict} does. */
    public Transition {
        message = SecretText.hide(message);
    }

    /** The transitions between two statuses. */
    public static List<Transition> between(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        return Stream.of(
                        ready(before, after),
                        verified(before, after),
                        autoscaled(before, after),
                        newerRevision(before, after),
                        VectorSpaceEvents.candidateReady(before, after),
                        VectorSpaceEvents.flipped(before, after),
                        FallbackEvents.serving(before, after),
                        FallbackEvents.ready(before, after))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The first status is a transition only if something failed. */
    private static Optional<Transition> ready(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        var old = Optional.ofNullable(before).flatMap(status -> status.condition(Condition.READY));
        var now = after.condition(Condition.READY).orElseThrow();
        var warning = warning(now.reason());
        var changed =
                old.map(condition -> !condition.reason().equals(now.reason())).orElse(warning);
        return changed ? Optional.of(new Transition(warning, now.reason(), now.message())) : Optional.empty();
    }

    /** Reports when verification fails or passes again; Unknown causes no Event. */
    private static Optional<Transition> verified(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        var old = Optional.ofNullable(before)
                .flatMap(status -> status.condition(Condition.VERIFIED))
                .filter(condition -> !Condition.UNKNOWN.equals(condition.status()))
                .map(Condition::reason);
        return after.condition(Condition.VERIFIED)
                .filter(now -> !Condition.UNKNOWN.equals(now.status()))
                .filter(now -> !old.equals(Optional.of(now.reason())))
                .map(now -> new Transition(!now.holds(), now.reason(), now.message()));
    }

    /** Reports when the autoscaler fails or works again; Unknown causes no Event. */
    private static Optional<Transition> autoscaled(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        var old = Optional.ofNullable(before)
                .flatMap(status -> status.condition(Condition.AUTOSCALED))
                .map(Condition::reason);
        return after.condition(Condition.AUTOSCALED)
                .filter(now -> !Condition.UNKNOWN.equals(now.status()))
                .filter(now -> !old.equals(Optional.of(now.reason())))
                .map(now -> new Transition(AutoscaledReason.isWarning(now.reason()), now.reason(), now.message()));
    }

    /** Reports once that what a model was downloaded from has changed. */
    private static Optional<Transition> newerRevision(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        var old = Optional.ofNullable(before).map(EmbeddingServiceStatus::model).map(ModelStatus::newerRevision);
        return Optional.ofNullable(after.model())
                .filter(model -> model.newerRevision() != null)
                .filter(model -> !old.equals(Optional.of(model.newerRevision())))
                .map(model -> new Transition(
                        true,
                        NEWER_REVISION,
                        model.source() + " is now " + model.newerRevision() + ", but the service keeps "
                                + model.revision()
                                + ", since vectors of another revision may not match the stored ones. To use it, "
                                + (model.source().startsWith("s3:")
                                        ? "copy it to another prefix and set spec.model.source.s3.uri"
                                        : "set spec.model.source.huggingFace.revision to it")
                                + " in a new service, or in this one when the documents are embedded again"));
    }

    private static boolean warning(String reason) {
        for (var known : Reason.values()) {
            if (known.toString().equals(reason)) {
                return known.warning();
            }
        }
        return false;
    }
}
