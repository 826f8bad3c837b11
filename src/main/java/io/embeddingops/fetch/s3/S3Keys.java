package io.embeddingops.fetch.s3;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keys for a bucket.
 *
 * @param sessionToken only of temporary keys
 */
public record S3Keys(String accessKey, String secretKey, Optional<String> sessionToken) {

    private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

    /** Reads the keys of a mounted Secret: files with the names of the variables. */
    public static S3Keys ofDirectory(Path directory) throws FetchException {
        var keys = new HashMap<String, String>();
        for (var name : new String[] {ACCESS_KEY, SECRET_KEY, SESSION_TOKEN}) {
            var file = directory.resolve(name);
            try {
                if (Files.exists(file)) {
                    keys.put(name, Files.readString(file));
                }
            } catch (IOException e) {
                throw unauthorized(file + " cannot be read: " + e.getClass().getSimpleName());
            }
        }
        return of(keys::get).orElseThrow(() -> unauthorized(missing(ACCESS_KEY)));
    }

    /** The keys in environment variables; empty without them: access is anonymous. */
    public static Optional<S3Keys> ofEnvironment(Map<String, String> environment) throws FetchException {
        return of(environment::get);
    }

    private static Optional<S3Keys> of(UnaryOperator<String> value) throws FetchException {
        var access = text(value.apply(ACCESS_KEY));
        var secret = text(value.apply(SECRET_KEY));
        if (access.isEmpty() && secret.isEmpty()) {
            return Optional.empty();
        }
        if (access.isEmpty() || secret.isEmpty()) {
            throw unauthorized(missing(access.isEmpty() ? ACCESS_KEY : SECRET_KEY));
        }
        return Optional.of(new S3Keys(access.get(), secret.get(), text(value.apply(SESSION_TOKEN))));
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String missing(String key) {
        return key
                + " is missing or empty: the Secret of model.source.s3.credentialsSecret, or the environment, must have "
                + ACCESS_KEY + " and " + SECRET_KEY;
    }

    private static FetchException unauthorized(String message) {
        return new FetchException(FetchReason.MODEL_UNAUTHORIZED, message);
    }

    @Override
    public String toString() {
        return "S3Keys";
    }
}
