package io.embeddingops.cli.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The documents of one file.
 *
 * @param documents the documents that could be parsed, without empty ones
 * @param errors syntax errors, with line and column
 */
record Documents(List<Document> documents, List<String> errors) {

    private static final Pattern JSON_BEGIN = Pattern.compile("\\s*[{]\\s*[\"}]");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Parses one or more documents of YAML or JSON. */
    static Documents parse(String file, String text) {
        var contents = new ArrayList<JsonNode>();
        var errors = new ArrayList<String>();
        try {
            if (JSON_BEGIN.matcher(text).lookingAt()) {
                parseJson(text, contents);
            } else {
                parseYaml(text, contents);
            }
        } catch (MarkedYamlEngineException e) {
            errors.add(file + place(e) + ": " + e.getProblem());
        } catch (YamlEngineException | IllegalArgumentException e) {
            errors.add(file + ": " + e.getMessage());
        } catch (StackOverflowError e) {
            errors.add(file + ": is nested too deeply or contains a cycle");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            errors.add(file + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            errors.add(file + ": " + e.getMessage());
        }
        if (contents.isEmpty() && errors.isEmpty()) {
            errors.add(file + ": contains no document");
        }
        return new Documents(numbered(file, contents), errors);
    }

    private static void parseYaml(String text, List<JsonNode> contents) {
        for (var content : new Load(LoadSettings.builder().setLabel("").build()).loadAllFromString(text)) {
            if (content != null) {
                contents.add(JSON.valueToTree(content));
            }
        }
    }

    private static void parseJson(String text, List<JsonNode> contents) throws IOException {
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (values.hasNextValue()) {
                contents.add(values.nextValue());
            }
        }
    }

    private static String place(MarkedYamlEngineException failure) {
        return failure.getProblemMark()
                .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("");
    }

    private static List<Document> numbered(String file, List<JsonNode> contents) {
        return IntStream.range(0, contents.size())
                .mapToObj(i -> new Document(contents.size() == 1 ? file : file + "#" + (i + 1), contents.get(i)))
                .toList();
    }
}
