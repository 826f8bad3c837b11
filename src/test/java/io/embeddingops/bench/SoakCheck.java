package io.embeddingops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Kind;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Checks the objects once nothing changes any more. */
final class SoakCheck {

    private static final int LONGEST_SECONDS = 300;
    private static final String MANAGER = "embedding-operator";
    private static final String APPLIED = EmbeddingService.GROUP + "/applied";

    /** The resources that the operator writes. Their subresources are written by controllers. */
    private static final Set<String> WRITTEN_BY_OPERATOR = Stream.concat(
                    Stream.of("embeddingservices/status"),
                    Kinds.all().types().stream().map(HasMetadata::getPlural))
            .collect(Collectors.toSet());

    private SoakCheck() {}

    /** Waits until all resources have converged and the objects of deleted ones are deleted. */
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
            faults.add("there are " + services.size() + " resources instead of " + names.size());
        }
        for (var service : services) {
            if (!Objects.equals(
                    service.getStatus().observedGeneration(),
                    service.getMetadata().getGeneration())) {
                faults.add("the status of " + service.getMetadata().getName() + " belongs to an earlier spec");
            }
            var wanted = OwnChildren.build(service);
            wanted.forEach(object -> compare(object, client, faults));
            unwanted(service, wanted, client).forEach(faults::add);
        }
        return faults;
    }

    /** Objects that the spec no longer asks for. */
    private static Stream<String> unwanted(
            EmbeddingService service, List<HasMetadata> wanted, KubernetesClient client) {
        return Kinds.all().built().stream()
                .filter(kind -> kind.verbs().contains("delete"))
                .map(kind -> client.resources(kind.type())
                        .inNamespace(Subject.NAMESPACE)
                        .withName(kind.objectName(service.getMetadata().getName()))
                        .get())
                .filter(Objects::nonNull)
                .filter(object -> wanted.stream().noneMatch(other -> isSame(object, other)))
                .map(object -> object.getKind() + " " + object.getMetadata().getName() + " is no longer wanted");
    }

    private static boolean isSame(HasMetadata object, HasMetadata other) {
        return object.getClass() == other.getClass()
                && object.getMetadata().getName().equals(other.getMetadata().getName());
    }

    /** Checks that a dry-run apply changes nothing. */
    private static void compare(HasMetadata wanted, KubernetesClient client, List<String> faults) {
        var name = wanted.getKind() + " " + wanted.getMetadata().getName();
        var actual = client.resource(wanted).get();
        if (actual == null) {
            faults.add(name + " is missing");
            return;
        }
        wanted.getMetadata().setOwnerReferences(actual.getMetadata().getOwnerReferences());
        copyAnnotation(APPLIED, actual, wanted);
        var applied = client.resource(wanted)
                .dryRun()
                .fieldManager(MANAGER)
                .forceConflicts()
                .serverSideApply();
        if (!comparable(actual, client).equals(comparable(applied, client))) {
            faults.add(name + " differs from the output of render");
        }
    }

    /** Of an annotation that only the operator adds, because it depends on the owner, too. */
    private static void copyAnnotation(String name, HasMetadata from, HasMetadata to) {
        var annotations = new HashMap<>(
                Optional.ofNullable(to.getMetadata().getAnnotations()).orElse(Map.of()));
        annotations.put(name, from.getMetadata().getAnnotations().get(name));
        to.getMetadata().setAnnotations(annotations);
    }

    private static JsonNode comparable(HasMetadata object, KubernetesClient client) {
        var tree = (ObjectNode)
                Json.tree(client.getKubernetesSerialization().asJson(object).getBytes(StandardCharsets.UTF_8));
        tree.remove("status");
        ((ObjectNode) tree.get("metadata"))
                .retain(List.of("labels", "annotations", "ownerReferences", "generation", "uid"));
        return tree;
    }

    private static List<String> leftOver(KubernetesClient client, Set<String> names) {
        // the cluster has no CRDs but the operator's own
        return Kinds.all().built().stream()
                .filter(kind -> kind.crd().isEmpty())
                .flatMap(kind -> leftOver(kind, client, names))
                .sorted()
                .toList();
    }

    /** Objects whose service was deleted. */
    private static Stream<String> leftOver(Kind<?> kind, KubernetesClient client, Set<String> names) {
        var expected = names.stream().map(kind::objectName).collect(Collectors.toSet());
        return client
                .resources(kind.type())
                .inNamespace(Subject.NAMESPACE)
                .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                .list()
                .getItems()
                .stream()
                .map(object -> object.getMetadata().getName())
                .filter(name -> name.endsWith(kind.suffix()) && !expected.contains(name))
                .map(name -> kind.kind() + " " + name + " is left over");
    }
}
