package io.embeddingops.cli.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.api.schema.SchemaCheck;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Policy;
import io.embeddingops.plan.Rejection;
import io.embeddingops.plan.rules.Rules;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;

/** Turns a document into the objects that the operator would apply, with the operator's own planner and builders. */
final class Renderer {

    private static final String DEFAULT_NAMESPACE = "default";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SchemaCheck schema = SchemaCheck.bundled();
    private final KubernetesSerialization serialization = new KubernetesSerialization(new ObjectMapper(), false);
    private final Policy policy;
    private final Planner planner;
    private final ServerGroups groups;

    Renderer(Policy policy) {
        this.policy = policy;
        this.planner = new Planner(policy);
        this.groups = new ServerGroups(planner);
    }

    /** Checks both schema and planner, so that all errors are reported at once. */
    Rendering render(JsonNode document) {
        var foreign = ForeignKind.errors(document);
        if (!foreign.isEmpty()) {
            return Rendering.failed(foreign);
        }
        var errors = new ErrorList();
        MetadataCheck.errors(document).forEach(errors::add);
        schema.errors(document).forEach(error -> errors.add(new FieldError(error.field(), error.message())));
        if (containsNullItem(document)) {
            return Rendering.failed(
                    errors.all()); // the API server would not store it, and the planner cannot handle it
        }
        try {
            var service = service(document);
            return service.getSpec() == null ? Rendering.failed(errors.all()) : render(service, errors);
        } catch (IllegalArgumentException e) {
            errors.add(unreadable(e));
            return Rendering.failed(errors.all());
        }
    }

    /** The document with numbers of the types that Jackson's own parser gives: IntOrString accepts no long. */
    private static JsonNode reread(JsonNode document) {
        try {
            return MAPPER.readTree(document.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private EmbeddingService service(JsonNode document) {
        var service = serialization.convertValue(reread(document), EmbeddingService.class);
        if (service.getMetadata() == null) {
            service.setMetadata(new ObjectMeta());
        }
        if (service.getMetadata().getNamespace() == null) {
            service.getMetadata().setNamespace(DEFAULT_NAMESPACE);
        }
        return service;
    }

    private Rendering render(EmbeddingService service, ErrorList errors) {
        var result = planner.plan(service);
        if (result instanceof Rejection rejection) {
            rejection.errors().forEach(errors::add);
        }
        return result instanceof Plan plan && errors.all().isEmpty()
                ? new Rendering(groups.objects(service, plan), List.of(), warnings(service, plan))
                : Rendering.failed(errors.all());
    }

    /**
     * Renders a service while the servers of an earlier version of it serve.
     *
     * @param earlier a document that renders without errors
     * @param document the same
     */
    Rendering transition(JsonNode earlier, JsonNode document) {
        var before = service(earlier);
        var service = service(document);
        var was = before.getMetadata();
        var is = service.getMetadata();
        if (!was.getName().equals(is.getName()) || !was.getNamespace().equals(is.getNamespace())) {
            return Rendering.failed(List.of(new FieldError(
                    "metadata.name",
                    is.getNamespace() + "/" + is.getName() + " is not the service of --serving, " + was.getNamespace()
                            + "/" + was.getName() + ": pass two versions of one service")));
        }
        return groups.transition(before, service, (Plan) planner.plan(service));
    }

    private List<FieldError> warnings(EmbeddingService service, Plan plan) {
        var ofFallback = groups.fallback(service).stream()
                .flatMap(servers -> planner.fallbackWarnings(service, servers).stream());
        return Stream.concat(warnings(plan).stream(), ofFallback).distinct().toList();
    }

    private List<FieldError> warnings(Plan plan) {
        return Stream.concat(Rules.warnings(plan).stream(), policy.bounds().warnings(plan).stream())
                .toList();
    }

    /** The objects of one document as YAML, each starting with {@code ---}. */
    String yaml(Rendering rendering) {
        var yaml = new StringBuilder();
        rendering.objects().forEach(object -> yaml.append(serialization.asYaml(object)));
        return yaml.toString();
    }

    private static boolean containsNullItem(JsonNode node) {
        for (var child : node) {
            if (node.isArray() && child.isNull() || containsNullItem(child)) {
                return true;
            }
        }
        return false;
    }

    private static FieldError unreadable(IllegalArgumentException failure) {
        if (failure.getCause() instanceof JsonMappingException cause) {
            var path = new StringBuilder();
            cause.getPath()
                    .forEach(step -> path.append(
                            step.getFieldName() == null
                                    ? "[" + step.getIndex() + "]"
                                    : (path.isEmpty() ? "" : ".") + step.getFieldName()));
            return new FieldError(path.toString(), "cannot be read: it has the wrong type");
        }
        return new FieldError("", "cannot be read: a value has the wrong type");
    }
}
