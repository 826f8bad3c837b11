package io.embeddingops.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.TemplateVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pod template that a version builds from a spec never changes, because a change would restart servers when the
 * operator is upgraded. The file has a digest per golden case, and one of the plugin for SGLang, which the pods mount.
 * {@code -Dgolden.update=true} adds the digests of new cases and never changes existing ones.
 */
class FrozenTemplatesTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/templates");

    /** No case can have that name. */
    private static final String PLUGIN = "(plugin)";

    /** Follows the name of a case with spec.fallback. */
    private static final String FALLBACK = " (fallback)";

    private static final int FIRST_WITH_FALLBACK = 3;

    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static IntStream versions() {
        return IntStream.rangeClosed(1, TemplateVersion.CURRENT);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void templatesOfAVersionNeverChange(int version) throws IOException {
        var file = DIRECTORY.resolve("v" + version + ".sha256");
        var now = new TreeMap<String, String>();
        for (var golden : possible(version)) {
            var templates = templates(golden, version);
            now.put(golden.name(), digest(templates.get(0)));
            if (templates.size() > 1 && version >= FIRST_WITH_FALLBACK) {
                now.put(golden.name() + FALLBACK, digest(templates.get(1)));
            }
            var plugin = plugin(golden, version);
            if (plugin.isPresent()) {
                assertThat(now.put(PLUGIN, plugin.get()))
                        .as("the plugin of %s", golden)
                        .isIn(null, plugin.get());
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            add(now, file);
        }
        assertThat(now)
                .as("pod templates of version %d; one that must differ needs a new version: CONTRIBUTING.md", version)
                .isEqualTo(frozen(file));
    }

    /** Without cases that use what the version does not have; a newer version has all that older ones have. */
    private static List<GoldenCase> possible(int version) {
        return GoldenCase.all().stream()
                .filter(golden -> version == TemplateVersion.CURRENT || golden.isPossible(version))
                .toList();
    }

    private static void add(Map<String, String> now, Path file) throws IOException {
        var all = new TreeMap<>(now);
        all.putAll(Files.exists(file) ? frozen(file) : Map.of());
        var lines = all.entrySet().stream().map(entry -> entry.getValue() + "  " + entry.getKey() + "\n");
        Files.writeString(file, lines.collect(Collectors.joining()));
    }

    private static Map<String, String> frozen(Path file) {
        return Given.text(file)
                .lines()
                .collect(Collectors.toMap(line -> line.substring(66), line -> line.substring(0, 64)));
    }

    /** The digest of the plugin, which is the same for all services; empty for versions without a plugin. */
    private static Optional<String> plugin(GoldenCase golden, int version) throws JsonProcessingException {
        for (var object : golden.objects(version)) {
            if (object instanceof ConfigMap map && map.getMetadata().getName().contains("-plugin-v")) {
                return Optional.of(digest(SORTED.valueToTree(map.getBinaryData())));
            }
        }
        return Optional.empty();
    }

    /** The templates of a case, that of spec.fallback at the end. */
    private static List<JsonNode> templates(GoldenCase golden, int version) {
        var templates = new ArrayList<JsonNode>();
        for (var object : GoldenCase.tree(golden.actual(version))) {
            if (object.path("kind").asText().equals("Deployment")) {
                templates.add(object.at("/spec/template"));
            }
        }
        assertThat(templates).as("Deployments of %s", golden).isNotEmpty();
        return templates;
    }

    private static String digest(JsonNode template) throws JsonProcessingException {
        var text = SORTED.writeValueAsString(SORTED.treeToValue(template, Object.class));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
