package io.embeddingops.plan;

/**
 * The versions of the pod template. What a version makes of a spec never changes, since that would restart every server
 * when the operator is upgraded. A builder or default that is to make something else does so from the next version on,
 * by asking the plan for its version.
 */
public final class TemplateVersion {

    /** The newest one, which new services get. */
    public static final int CURRENT = 1;

    private TemplateVersion() {}
}
