package io.embeddingops.cli.render;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One document of a file.
 *
 * @param file the file's name
 * @param content parsed content
 * @param lines where its fields are
 */
record Document(String file, JsonNode content, Lines lines) {

    /** File and line of a field, such as {@code service.yaml:12}. */
    String place(String field) {
        return file + ":" + lines.of(field);
    }
}
