package io.embeddingops.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpecBuilder;
import io.embeddingops.api.v1alpha1.GpuSpec;
import io.embeddingops.api.v1alpha1.GpuVendor;
import io.embeddingops.api.v1alpha1.UpgradePolicy;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.RenderConfig;
import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.PluginSource;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.FallbackService;
import io.embeddingops.plan.FetchDefaults;
import io.embeddingops.plan.OperatorDefaults;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PlanResult;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Rejection;
import io.embeddingops.plan.TemplateVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A service and the objects expected for it.
 *
 * @param name of the folder, and of the example if the folder has no input of its own
 */
record GoldenCase(String name) {

    static final Path FOLDERS = Path.of("src/test/resources/golden");
    static final Path EXAMPLES = Path.of("examples");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One case per example and per folder. */
    static List<GoldenCase> all() {
        var names = new TreeSet<String>();
        children(EXAMPLES).stream()
                .filter(example -> example.endsWith(".yaml"))
                .forEach(example -> names.add(example.replaceFirst("[.]yaml$", "")));
        names.addAll(children(FOLDERS));
        return names.stream().map(GoldenCase::new).toList();
    }

    /** Unexpected and missing files of the folder. */
    List<String> folderProblems() {
        var files = Files.isDirectory(folder()) ? children(folder()) : Set.<String>of();
        var known = Set.of("input.yaml", "settings.properties", "expected.yaml");
        var own = Files.exists(folder().resolve("input.yaml"));
        var example = Files.exists(example());
        return Stream.of(
                        files.stream().filter(file -> !known.contains(file)).map(file -> "left over: " + file),
                        files.contains("expected.yaml") ? Stream.<String>of() : Stream.of("missing: expected.yaml"),
                        own || example ? Stream.<String>of() : Stream.of("missing: input.yaml or " + example()),
                        own && example ? Stream.of("both input.yaml and " + example()) : Stream.<String>of())
                .flatMap(lines -> lines)
                .toList();
    }

    /** The expected objects. */
    JsonNode expected() {
        return tree(Given.text(folder().resolve("expected.yaml")));
    }

    /** The rendered objects. */
    String actual() {
        return actual(TemplateVersion.CURRENT);
    }

    /** The objects rendered with that version of the pod template. */
    String actual(int template) {
        return objects(template).stream()
                .map(GoldenCase::abbreviated)
                .map(Given.SERIALIZATION::asYaml)
                .collect(Collectors.joining());
    }

    /** Whether the case uses nothing that is refused with that version of the pod template. */
    boolean isPossible(int template) {
        return !(plan(template) instanceof Rejection rejection)
                || !rejection.errors().stream()
                        .allMatch(error -> error.message().startsWith("is not possible with pod template " + template));
    }

    /** The objects with that version of the pod template. */
    List<HasMetadata> objects(int template) {
        var result = plan(template);
        if (result instanceof Rejection rejection) {
            throw new AssertionError(name + " is refused: " + rejection.message());
        }
        var plan = (Plan) result;
        return Kinds.all().build(plan, fallback(plan, template));
    }

    private List<Plan> fallback(Plan plan, int template) {
        return new Planner(config().policy())
                .fallback(service(template), Optional.of(made(Device.CPU, Optional.empty(), template))).stream()
                        .map(fallback -> FallbackService.atRest(plan, (Plan) fallback))
                        .toList();
    }

    private OperatorDefaults made(Device device, Optional<GpuVendor> vendor, int template) {
        var launcher = config().policy().launcher();
        return new OperatorDefaults(device, vendor, Optional.empty(), launcher, FetchDefaults.NONE, template);
    }

    private EmbeddingService service(int template) {
        var own = folder().resolve("input.yaml");
        var service = Given.manifest(Files.exists(own) ? own : example());
        if (template != TemplateVersion.CURRENT) {
            // a service that follows would get the current one
            service.setSpec(EmbeddingServiceSpecBuilder.builder(service.getSpec())
                    .upgradePolicy(UpgradePolicy.PINNED)
                    .build());
        }
        return service;
    }

    private PlanResult plan(int template) {
        var service = service(template);
        var policy = config().policy();
        var device = Optional.ofNullable(service.getSpec().device()).orElse(Device.GPU);
        var vendor = Optional.ofNullable(service.getSpec().gpu())
                .map(GpuSpec::vendor)
                .filter(given -> given != GpuVendor.NVIDIA);
        return new Planner(policy).plan(service, Optional.of(made(device, vendor, template)));
    }

    /** Instead of the content of the plugin's archive, its path, if that file has exactly this content. */
    private static HasMetadata abbreviated(HasMetadata object) {
        if (object instanceof ConfigMap map) {
            var paths = new TreeMap<>(map.getBinaryData());
            paths.replaceAll((key, content) ->
                    content.equals(PluginSource.base64()) ? PluginSource.ARCHIVE.toString() : content);
            map.setBinaryData(paths);
        }
        return object;
    }

    void update() {
        try {
            Files.createDirectories(folder());
            Files.writeString(folder().resolve("expected.yaml"), actual());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String yaml) {
        ArrayNode documents = JSON.createArrayNode();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(yaml)
                .forEach(document -> documents.add(JSON.<JsonNode>valueToTree(document)));
        return documents;
    }

    private RenderConfig config() {
        var file = folder().resolve("settings.properties");
        var properties = new Properties();
        try {
            if (Files.exists(file)) {
                properties.load(new StringReader(Given.text(file)));
            }
            var flags = properties.stringPropertyNames().stream()
                    .collect(Collectors.toMap(name -> "--" + name, properties::getProperty));
            return RenderConfig.read(flags, Map.of());
        } catch (IOException | BadConfigException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private Path folder() {
        return FOLDERS.resolve(name);
    }

    private Path example() {
        return EXAMPLES.resolve(name + ".yaml");
    }

    private static Set<String> children(Path directory) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
