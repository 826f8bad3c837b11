package io.embeddingops.status;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reasons with which a container waits that cannot be started, and the sentence that explains them. */
final class ContainerStart {

    static final Set<String> PULL = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "RegistryUnavailable",
            "ImageInspectError",
            "SignatureValidationFailed");
    static final Set<String> CREATION = Set.of(
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "PreCreateHookError",
            "PreStartHookError",
            "PostStartHookError");
    static final Set<String> NEVER_RAN = Set.of("StartError", "ContainerCannotRun");

    private static final String BACK_OFF_CAUSE = "ErrImagePull: ";
    private static final Pattern RUNTIME_HOOK =
            Pattern.compile("(?i)nvidia-ctk|nvidia-cdi-hook|nvidia-container|createContainer hook|update-ldcache");
    private static final Pattern IMAGE_DIRECTORY = Pattern.compile("failed to ensure image subpath");
    private static final Pattern READ_ONLY = Pattern.compile("(?i)read-only file ?system");

    private ContainerStart() {}

    /** A failing pull alternates between two waiting states, so the sentence contains only what both share. */
    static String pullError(ContainerStateWaiting waiting) {
        var message = Optional.ofNullable(waiting.getMessage()).orElse("");
        var cause = message.indexOf(BACK_OFF_CAUSE);
        return MessageText.oneLine(cause < 0 ? message : message.substring(cause + BACK_OFF_CAUSE.length()));
    }

    /**
     * The runtime's sentence, and the remedy if its hooks for GPUs cannot write to the container, or if the image with the model
     * lacks the directory.
     */
    static String creationError(String message) {
        var sentence = MessageText.oneLine(message);
        if (IMAGE_DIRECTORY.matcher(sentence).find()) {
            return sentence + ": spec.model.source.image.subPath must be a directory in the image";
        }
        return RUNTIME_HOOK.matcher(sentence).find()
                        && READ_ONLY.matcher(sentence).find()
                ? sentence + ": the hooks of the GPU's container runtime write to the root file system, so set"
                        + " spec.server.securityContext.readOnlyRootFilesystem: false"
                : sentence;
    }
}
