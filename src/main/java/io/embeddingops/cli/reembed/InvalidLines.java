package io.embeddingops.cli.reembed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Describes lines without a vector: by number and id, never by text. */
final class InvalidLines {

    private InvalidLines() {}

    /** The message of the line that ends the command. */
    static String stop(Entry.Invalid line, boolean resumable) {
        return "line " + line.line() + line.id().map(id -> " (id " + id + ")").orElse("") + ": " + line.problem()
                + ". Correct the line and "
                + (resumable
                        ? "continue with the same command, or skip such lines with --errors"
                        : "start again, or skip such lines with --errors");
    }

    /** The line of the file of --errors. */
    static String json(Entry.Invalid line) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("line", line.line());
        line.id().ifPresent(id -> object.set("id", id));
        object.put("error", line.problem());
        return InputJson.write(object) + "\n";
    }
}
