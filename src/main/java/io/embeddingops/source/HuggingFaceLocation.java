package io.embeddingops.source;

/**
 * A repository of a Hugging Face Hub.
 *
 * @param repo {@code ORG/NAME}, or {@code NAME} for the few repositories without an organisation
 * @param revision a commit, branch or tag
 */
public record HuggingFaceLocation(String repo, String revision) implements Location {

    /** The endpoint of a location that names none. */
    public static final String DEFAULT_ENDPOINT = "https://huggingface.co";

    /** The revision of a location that names none. */
    public static final String DEFAULT_REVISION = "main";

    @Override
    public String text() {
        return "hf://" + repo + "@" + revision;
    }

    @Override
    public String name() {
        return repo.substring(repo.lastIndexOf('/') + 1);
    }

    @Override
    public String directory() {
        return "hf/" + PathSegment.escape(repo);
    }
}
