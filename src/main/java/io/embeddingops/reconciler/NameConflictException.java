package io.embeddingops.reconciler;

/** An object that is to be made exists already and belongs to somebody else. */
final class NameConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String name;

    NameConflictException(String kind, String name) {
        super(kind + " " + name + " exists");
        this.kind = kind;
        this.name = name;
    }

    String kind() {
        return kind;
    }

    String name() {
        return name;
    }
}
