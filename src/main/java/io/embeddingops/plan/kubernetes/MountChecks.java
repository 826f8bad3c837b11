package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.oneOf;

import io.embeddingops.plan.FieldError;
import java.util.stream.Stream;

/** Volume mounts of a container. */
final class MountChecks {

    private static final String PROPAGATION = "mountPropagation";
    private static final String RECURSIVE = "recursiveReadOnly";

    private MountChecks() {}

    static Check of(boolean privileged) {
        return all(
                at("subPath", Formats.RELATIVE),
                at("subPathExpr", Formats.RELATIVE),
                MountChecks::onePath,
                given(
                        PROPAGATION,
                        oneOf("None", "HostToContainer", "Bidirectional"),
                        Check.refuse(
                                value -> value.text().equals("Bidirectional") && !privileged,
                                "is only possible in a privileged container: use None or HostToContainer")),
                given(RECURSIVE, oneOf("Disabled", "IfPossible", "Enabled")),
                MountChecks::recursive);
    }

    private static Stream<FieldError> onePath(Value mount) {
        return mount.at("subPath").isEmpty() || mount.at("subPathExpr").isEmpty()
                ? Stream.empty()
                : Stream.of(mount.at("subPathExpr").error("must not be set together with subPath: keep one of them"));
    }

    private static Stream<FieldError> recursive(Value mount) {
        var recursive = mount.at(RECURSIVE);
        if (!recursive.text().equals("Enabled") && !recursive.text().equals("IfPossible")) {
            return Stream.empty();
        } else if (!mount.at("readOnly").json().asBoolean()) {
            return Stream.of(recursive.wrong("is only possible with readOnly: true"));
        }
        var propagation = mount.at(PROPAGATION);
        return propagation.isGiven() && !propagation.text().equals("None")
                ? Stream.of(recursive.wrong("is only possible with mountPropagation None"))
                : Stream.empty();
    }
}
