package io.embeddingops.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.cli.render.RenderRun;
import io.embeddingops.fixtures.Given;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.PlanResult;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.UncheckedPlan;
import io.embeddingops.plan.kubernetes.KubernetesRules;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the API server, {@code render} and the planner say to a spec. */
final class SpecTrial implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Planner PLANNER = new Planner(Given.LENIENT);

    private final DryRun dryRun;

    /** One for all specs, because it reads the CRD. */
    private final RenderRun render = new RenderRun(Given.LENIENT, new InputStream() {
        @Override
        public int read() {
            return input.read();
        }
    });

    private ByteArrayInputStream input = new ByteArrayInputStream(new byte[0]);

    SpecTrial(ControlPlane controlPlane) {
        dryRun = new DryRun(controlPlane);
    }

    /** The refusal of the resource by the CRD. */
    Optional<String> api(ObjectNode spec) {
        return dryRun.create(resource("fuzz", "default", spec));
    }

    /** The errors of {@code render}. */
    List<String> render(ObjectNode spec) {
        var before = render.errors().size();
        input = new ByteArrayInputStream(document(spec).toString().getBytes(StandardCharsets.UTF_8));
        render.add(List.of("-"));
        return render.errors().subList(before, render.errors().size());
    }

    PlanResult plan(ObjectNode spec) {
        return PLANNER.plan(service(spec));
    }

    /** The planner's errors that follow Kubernetes' own rules. */
    List<FieldError> kubernetesErrors(ObjectNode spec) {
        return KubernetesRules.check(UncheckedPlan.of(service(spec), Given.LENIENT))
                .toList();
    }

    /** The refusal of the objects, which may break rules of the planner. */
    Optional<String> objects(ObjectNode spec) {
        return dryRun.apply(Kinds.all().build(UncheckedPlan.of(service(spec), Given.LENIENT)));
    }

    private static EmbeddingService service(ObjectNode spec) {
        return Given.SERIALIZATION.unmarshal(document(spec).toString(), EmbeddingService.class);
    }

    /** The resource as a user writes it. */
    static GenericKubernetesResource resource(String name, String namespace, ObjectNode spec) {
        return MAPPER.convertValue(document(name, namespace, spec), GenericKubernetesResource.class);
    }

    private static JsonNode document(ObjectNode spec) {
        return document("fuzz", "default", spec);
    }

    private static JsonNode document(String name, String namespace, ObjectNode spec) {
        var document = MAPPER.createObjectNode();
        document.put("apiVersion", EmbeddingService.API_VERSION).put("kind", EmbeddingService.KIND);
        document.putObject("metadata").put("name", name).put("namespace", namespace);
        document.set("spec", spec);
        return document;
    }

    @Override
    public void close() {
        dryRun.close();
    }
}
