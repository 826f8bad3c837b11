package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.HuggingFaceSource;
import io.embeddingops.api.v1alpha1.ImageSource;
import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.ModelCache;
import io.embeddingops.api.v1alpha1.ModelSource;
import io.embeddingops.api.v1alpha1.ModelSpec;
import io.embeddingops.api.v1alpha1.Patterns;
import io.embeddingops.api.v1alpha1.S3Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Errors of the model's source and cache that a plan does not show, since it has one source, in another form. */
final class SourceErrors {

    private static final String FIELD = "spec.model.source";
    private static final Pattern IMAGE = Pattern.compile(Patterns.IMAGE);
    private static final Pattern PARENT = Pattern.compile(Patterns.PARENT);
    private static final Pattern REPO = Pattern.compile(Patterns.REPO);
    private static final Pattern NO_REPO = Pattern.compile(Patterns.NO_REPO);
    private static final Pattern REVISION = Pattern.compile(Patterns.REVISION);
    private static final Pattern NO_REVISION = Pattern.compile(Patterns.NO_REVISION);
    private static final Pattern HTTP_URL = Pattern.compile(Patterns.HTTP_URL);
    private static final Pattern HTTP_HOST = Pattern.compile(Patterns.HTTP_HOST);
    private static final Pattern PROXY = Pattern.compile(Patterns.PROXY);
    private static final Pattern S3_URI = Pattern.compile(Patterns.S3_URI);
    private static final Pattern DOTS = Pattern.compile(Patterns.DOTS);
    private static final Pattern REGION = Pattern.compile(Patterns.REGION);
    private static final Pattern ANYTHING = Pattern.compile("(?s).*");
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final List<FieldError> errors = new ArrayList<>();

    private SourceErrors() {}

    static List<FieldError> of(ModelSpec model) {
        var found = new SourceErrors();
        if (model.source() != null) {
            found.source(model.source());
        }
        if (model.cache() != null) {
            found.cache(model.cache(), model.source() == null ? ModelSource.EMPTY : model.source());
        }
        return found.errors;
    }

    private void source(ModelSource source) {
        if (given(source.image(), source.huggingFace(), source.s3(), source.persistentVolumeClaim(), source.hostPath())
                != 1) {
            errors.add(new FieldError(FIELD, Messages.ONE_SOURCE));
        }
        if (source.image() != null) {
            image(source.image());
        }
        if (source.huggingFace() != null) {
            hub(source.huggingFace());
        }
        if (source.s3() != null) {
            bucket(source.s3());
        }
    }

    private void image(ImageSource image) {
        var field = FIELD + ".image.";
        required(field + "reference", image.reference(), IMAGE, NOTHING, Messages.IMAGE);
        if (image.subPath() != null && image.subPath().startsWith("/")) {
            errors.add(new FieldError(field + "subPath", "\"" + image.subPath() + "\" " + Messages.SUB_PATH));
        } else {
            check(field + "subPath", image.subPath(), ANYTHING, PARENT, Messages.SUB_PATH);
        }
    }

    private void hub(HuggingFaceSource hub) {
        var field = FIELD + ".huggingFace.";
        required(field + "repo", hub.repo(), REPO, NO_REPO, Messages.REPO);
        check(field + "revision", hub.revision(), REVISION, NO_REVISION, Messages.REVISION);
        check(field + "endpoint", hub.endpoint(), HTTP_URL, NOTHING, Messages.HTTP_URL);
        check(field + "proxy", hub.proxy(), PROXY, NOTHING, Messages.PROXY);
    }

    private void bucket(S3Source bucket) {
        var field = FIELD + ".s3.";
        required(field + "uri", bucket.uri(), S3_URI, DOTS, Messages.S3_URI);
        check(field + "endpoint", bucket.endpoint(), HTTP_HOST, NOTHING, Messages.HTTP_HOST);
        check(field + "region", bucket.region(), REGION, NOTHING, Messages.REGION);
        check(field + "proxy", bucket.proxy(), PROXY, NOTHING, Messages.PROXY);
    }

    private void cache(ModelCache cache, ModelSource source) {
        if (given(source.huggingFace(), source.s3()) == 0) {
            errors.add(new FieldError("spec.model.cache", Messages.CACHE_SOURCE));
        } else if (given(cache.persistentVolumeClaim(), cache.volume(), cache.sizeLimit()) > 1) {
            errors.add(new FieldError("spec.model.cache", Messages.ONE_CACHE));
        }
    }

    private void required(String field, String value, Pattern format, Pattern except, String message) {
        if (value == null) {
            errors.add(new FieldError(field, "is required"));
        }
        check(field, value, format, except, message);
    }

    private void check(String field, String value, Pattern format, Pattern except, String message) {
        if (value != null
                && (!format.matcher(value).matches() || except.matcher(value).find())) {
            errors.add(new FieldError(field, "\"" + value + "\" " + message));
        }
    }

    private static long given(Object... values) {
        return Stream.of(values).filter(Objects::nonNull).count();
    }
}
