package io.embeddingops.bench;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.client.ClusterClient;
import io.embeddingops.client.Fence;
import io.embeddingops.guard.Guard;
import io.embeddingops.guard.VectorSpaceState;
import io.embeddingops.guard.VectorSpaces;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.Plan;
import io.embeddingops.status.Observation;
import io.embeddingops.status.StatusComputer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * The minimum cost of the operator's writes: a process that knows all objects in advance and applies them with the
 * operator's own client from several threads. It does not watch, plan or compare.
 */
final class Floor {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("floor")
            .withForce(true)
            .build();

    private Floor() {}

    /** The writes for one service. */
    private record Work(List<HasMetadata> objects, EmbeddingService status) {}

    /** Prints the seconds and the CPU seconds of the writes for all services of the namespace. */
    public static void main(String[] arguments) throws Exception {
        var namespace = arguments[0];
        var threads = Integer.parseInt(arguments[1]);
        try (var client = ClusterClient.connect("floor", Fence.of(Optional.empty()))) {
            var work = client.resources(EmbeddingService.class).inNamespace(namespace).list().getItems().stream()
                    .map(service -> work(service, OwnChildren.plan(service)))
                    .toList();
            var pid = ProcessHandle.current().pid();
            var cpu = Usage.cpuSeconds(pid);
            var begin = System.nanoTime();
            run(work, threads, client);
            System.out.println((System.nanoTime() - begin) / 1e9 + " " + (Usage.cpuSeconds(pid) - cpu));
        }
        System.exit(0);
    }

    private static void run(List<Work> all, int threads, KubernetesClient client)
            throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(threads);
        for (var done :
                all.stream().map(work -> pool.submit(() -> apply(work, client))).toList()) {
            done.get();
        }
        pool.shutdown();
    }

    private static void apply(Work work, KubernetesClient client) {
        work.objects().forEach(object -> client.resource(object).patch(APPLY));
        client.resource(work.status()).subresource("status").patch(APPLY);
    }

    private static Work work(EmbeddingService service, Plan plan) {
        var owner = new OwnerReferenceBuilder()
                .withApiVersion(EmbeddingService.API_VERSION)
                .withKind(EmbeddingService.KIND)
                .withName(service.getMetadata().getName())
                .withUid(service.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
        var objects = Kinds.all().build(plan);
        objects.forEach(object -> object.getMetadata().setOwnerReferences(List.of(owner)));
        var patch = new EmbeddingService();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(service.getMetadata().getName())
                .withNamespace(service.getMetadata().getNamespace())
                .build());
        patch.setStatus(status(service, plan, objects));
        return new Work(objects, patch);
    }

    private static EmbeddingServiceStatus status(EmbeddingService service, Plan plan, List<HasMetadata> objects) {
        var deployment = objects.stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst();
        var known = new VectorSpaceState(VectorSpaces.NONE, Optional.empty(), Optional.empty(), Optional.empty());
        return StatusComputer.planned(
                service,
                plan,
                Observation.of(deployment, List.of(), java.time.Instant.now()),
                Optional.of(Guard.judge(plan.verification(), known, List.of(), Instant.now())),
                Instant.now());
    }
}
