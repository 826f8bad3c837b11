package io.embeddingops.reconciler;

/** The name under which the operator owns fields. */
final class FieldManager {

    static final String NAME = "embedding-operator";

    private FieldManager() {}
}
