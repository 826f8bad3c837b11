package io.embeddingops.source;

/** A model at a place from which it can be downloaded. */
public sealed interface Location permits HuggingFaceLocation, S3Location {

    /** The location in the form that {@code fetch} takes: {@code hf://ORG/NAME@REVISION} or {@code s3://BUCKET/PREFIX}. */
    String text();

    /** The model's name, the last segment of the location: a valid directory name. */
    String name();

    /** Directory in a cache for all revisions of this model, relative. */
    String directory();

    /** What the location calls the revision to serve, such as a branch; a download resolves it once per cache. */
    String revision();
}
