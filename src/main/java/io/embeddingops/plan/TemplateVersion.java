package io.embeddingops.plan;

/**
 * The versions of the pod template. The pod template that a version builds from a spec never changes, because a change
 * would restart every server when the operator is upgraded. A builder or default that must change does so for the next
 * version only, by checking the version of the plan.
 */
public final class TemplateVersion {

    /** The newest version, used for new services. */
    public static final int CURRENT = 3;

    /** The first version whose servers have the plugin for SGLang. */
    static final int WITH_PLUGIN = 2;

    /** The first version that knows the vendors of GPUs. */
    static final int WITH_ACCELERATORS = 2;

    /** The first version whose servers check API keys, renew their certificates and measure themselves. */
    static final int WITH_ACCESS = 3;

    private TemplateVersion() {}
}
