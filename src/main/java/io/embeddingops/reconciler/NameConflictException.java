package io.embeddingops.reconciler;

/** An object of that name exists already and does not belong to the service. */
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
