package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What must hold when nothing changes any more. */
final class SoakCheck {

    private static final int LONGEST_SECONDS = 300;
    private static final String MANAGER = "embedding-operator";

    /** Others write their subresources. */
    private static final Set<String> WRITTEN_BY_OPERATOR =
            Set.of("embeddingservices/status", "deployments", "services", "configmaps");

    private SoakCheck() {}

    /** Waits until all resources have converged and the objects of deleted ones are gone. */
    static void awaitConverged(Subject subject, Api api, Collection<String> names) {
        for (var i = 0; i < LONGEST_SECONDS; i++) {
            var items = api.get(subject.path(Subject.NAMESPACE, "")).path("items");
            var done = StreamSupport.stream(items.spliterator(), false)
                    .filter(item -> subject.converged().holds(item))
                    .count();
            if (done == names.size()
                    && leftOver(api.client(), Set.copyOf(names)).isEmpty()) {
                return;
            }
            Pause.milliseconds(1000);
        }
    }

    static Requests ofOperator(Requests writes) {
        var own = new TreeMap<>(writes.counts());
        own.keySet().removeIf(kind -> !WRITTEN_BY_OPERATOR.contains(kind.substring(kind.indexOf(' ') + 1)));
        return new Requests(own);
    }

    static List<String> faults(Api api, Collection<String> names) {
        var client = api.client();
        var services = client.resources(EmbeddingService.class)
                .inNamespace(Subject.NAMESPACE)
                .list()
                .getItems();
        var faults = new ArrayList<>(leftOver(client, Set.copyOf(names)));
        if (services.size() != names.size()) {
            faults.add("there are " + services.size() + " resources, not " + names.size());
        }
        var planner = new Planner(config().policy());
        for (var service : services) {
            if (!Objects.equals(
                    service.getStatus().observedGeneration(),
                    service.getMetadata().getGeneration())) {
                faults.add("the status of " + service.getMetadata().getName() + " is of an earlier spec");
            }
            Kinds.all().build((Plan) planner.plan(service)).forEach(object -> compare(object, client, faults));
        }
        return faults;
    }

    /** Applying it once more, as a trial, must change nothing. */
    private static void compare(HasMetadata wanted, KubernetesClient client, List<String> faults) {
        var name = wanted.getKind() + " " + wanted.getMetadata().getName();
        var actual = client.resource(wanted).get();
        if (actual == null) {
            faults.add(name + " is missing");
            return;
        }
        wanted.getMetadata().setOwnerReferences(actual.getMetadata().getOwnerReferences());
        var applied = client.resource(wanted)
                .dryRun()
                .fieldManager(MANAGER)
                .forceConflicts()
                .serverSideApply();
        if (!essence(actual, client).equals(essence(applied, client))) {
            faults.add(name + " differs from what render says");
        }
    }

    private static JsonNode essence(HasMetadata object, KubernetesClient client) {
        var tree = (ObjectNode)
                Json.tree(client.getKubernetesSerialization().asJson(object).getBytes(StandardCharsets.UTF_8));
        tree.remove("status");
        ((ObjectNode) tree.get("metadata"))
                .retain(List.of("labels", "annotations", "ownerReferences", "generation", "uid"));
        return tree;
    }

    private static List<String> leftOver(KubernetesClient client, Set<String> names) {
        var found = new TreeSet<String>();
        client.apps().deployments().inNamespace(Subject.NAMESPACE).list().getItems().stream()
                .filter(SoakCheck::ours)
                .map(object -> "Deployment " + object.getMetadata().getName())
                .forEach(found::add);
        client.services().inNamespace(Subject.NAMESPACE).list().getItems().stream()
                .filter(SoakCheck::ours)
                .map(object -> "Service " + object.getMetadata().getName())
                .forEach(found::add);
        return found.stream()
                .filter(object -> !names.contains(object.substring(object.indexOf(' ') + 1)))
                .map(object -> object + " is left over")
                .collect(Collectors.toList());
    }

    private static boolean ours(HasMetadata object) {
        return Labels.OPERATOR.equals(object.getMetadata().getLabels().get(Labels.MANAGED_BY));
    }

    private static OperatorConfig config() {
        try {
            return OperatorConfig.read(Map.of(), Map.of());
        } catch (BadConfigException e) {
            throw new IllegalStateException(e);
        }
    }
}
