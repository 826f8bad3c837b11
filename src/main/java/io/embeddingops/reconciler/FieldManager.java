package io.embeddingops.reconciler;

/** The field manager of the operator's server-side applies. */
final class FieldManager {

    static final String NAME = "embedding-operator";

    private FieldManager() {}
}
