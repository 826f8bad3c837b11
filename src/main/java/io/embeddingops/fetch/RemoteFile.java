package io.embeddingops.fetch;

import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A file of a model at its source.
 *
 * @param path relative, with slashes; checked: no empty, {@code .} or {@code ..} segment, not absolute
 * @param size in bytes
 * @param digest if the source announces one
 * @param url where its bytes are, by ranges; may contain a signature and must not be logged
 */
public record RemoteFile(String path, long size, Optional<FileDigest> digest, HttpUrl url) {

    @Override
    public String toString() {
        return path + " (" + size + " bytes)";
    }
}
