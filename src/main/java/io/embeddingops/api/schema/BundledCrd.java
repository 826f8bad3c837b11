package io.embeddingops.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The CustomResourceDefinition that this version of the operator was built with. */
public final class BundledCrd {

    private static final String RESOURCE = "/crds/embeddingservices.embeddingops.io-v1.yml";

    private BundledCrd() {}

    /** The YAML of the file in the repository. */
    public static String text() {
        try (var stream = BundledCrd.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + RESOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The structural schema of its only version. */
    static JsonNode schema() {
        var definition = new Load(LoadSettings.builder().build()).loadFromString(text());
        return new ObjectMapper().<JsonNode>valueToTree(definition).at("/spec/versions/0/schema/openAPIV3Schema");
    }
}
