package io.embeddingops.config;

import io.embeddingops.plan.FetchDefaults;
import java.util.Optional;

/** The settings for models that do not come from a volume. */
public final class ModelSettings {

    public static final Setting<Optional<String>> FETCH_IMAGE = new Setting<>(
            "--fetch-image",
            "image",
            "",
            Parsers::optionalImage,
            "Image of the init container that downloads models: the operator's own. Empty: services with"
                    + " spec.model.source.huggingFace or s3 are refused.");

    public static final Setting<String> HUGGING_FACE_ENDPOINT = new Setting<>(
            "--hugging-face-endpoint",
            "url",
            FetchDefaults.HUGGING_FACE,
            Parsers::httpUrl,
            "URL of the Hugging Face Hub or of a mirror, for services that set none.");

    public static final Setting<String> S3_ENDPOINT = new Setting<>(
            "--s3-endpoint",
            "url",
            FetchDefaults.AMAZON,
            Parsers::httpHost,
            "URL of the S3 service for services that set none. The default stands for the endpoint of the region.");

    public static final Setting<Optional<String>> MODEL_PROXY = new Setting<>(
            "--model-proxy",
            "url",
            "",
            Parsers::proxy,
            "HTTP proxy for downloads of models, such as http://proxy.example.com:3128, for services that set none."
                    + " Empty: none.");

    public static final Setting<Optional<String>> MODEL_CA_FILE = new Setting<>(
            "--model-ca-file",
            "file",
            "",
            Parsers::certificates,
            "File with certificates of CAs in PEM format, at most 512 KiB, that downloads of models trust in addition to"
                    + " the usual ones. Read at the start, and copied to a ConfigMap NAME-model of each service. Empty:"
                    + " none.");

    public static final Setting<Boolean> ALLOW_LOCAL_MODEL_ENDPOINTS = new Setting<>(
            "--allow-local-model-endpoints",
            "true|false",
            "false",
            Parsers::trueOrFalse,
            "Allows downloads of models from loopback, link-local, unspecified and multicast addresses. A change"
                    + " replaces the pods of services with downloaded models.");

    public static final Setting<ImageVolumes> IMAGE_VOLUMES = new Setting<>(
            "--image-volumes",
            "auto|true|false",
            "auto",
            Parsers.oneOf(ImageVolumes.class),
            "Whether nodes can mount images as volumes, for spec.model.source.image: true, false, or auto, which is true"
                    + " if the cluster has Kubernetes 1.35 or later when the operator starts.");

    private ModelSettings() {}
}
