package io.embeddingops.plan;

import java.util.Arrays;
import java.util.Optional;

/** The volumes of the container that downloads the model, and where it mounts them. */
public enum FetchVolume {
    /** Downloaded models; the server mounts one of them. */
    CACHE("model-cache", "/var/cache/embedding-operator/models"),
    /** The revision to download and the operator's CAs. */
    SETTINGS("model-settings", "/etc/embedding-operator/model"),
    /** The access token for the Hub. */
    TOKEN("model-token", "/var/run/secrets/embedding-operator/token"),
    /** The keys for the S3 service. */
    CREDENTIALS("model-credentials", "/var/run/secrets/embedding-operator/s3"),
    /** CAs of the spec. */
    CA("model-ca", "/var/run/secrets/embedding-operator/ca");

    private final String volume;
    private final String path;

    FetchVolume(String volume, String path) {
        this.volume = volume;
        this.path = path;
    }

    /** Name of the volume. */
    public String volume() {
        return volume;
    }

    /** Path in the container. */
    public String path() {
        return path;
    }

    /** The volume of that name. */
    public static Optional<FetchVolume> of(String volume) {
        return Arrays.stream(values()).filter(own -> own.volume.equals(volume)).findFirst();
    }
}
