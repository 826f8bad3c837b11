package io.embeddingops.cli.render;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One document of a file.
 *
 * @param origin the file's name, with {@code #2} for the second of several documents
 * @param content parsed content
 */
record Document(String origin, JsonNode content) {}
