package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Changes of a service's vectors while clients call it, and what the clients and the Service showed meanwhile. */
final class Transition implements AutoCloseable {

    static final Duration FLIP = Pace.of(60);

    private static final Duration ANSWER = Pace.of(30);

    private final LiveService service;
    private final SpaceClients clients;
    private final ServedGroups served;
    private final AcknowledgedIds ids;
    private final AcceptedSpaces accepted;

    /** Begins with a service that serves that model. */
    Transition(LiveService service, Spaces spaces, String model) {
        this.service = service;
        served = new ServedGroups(service);
        ids = new AcknowledgedIds(service);
        accepted = new AcceptedSpaces(model);
        clients = new SpaceClients(new EmbeddingClient(service.tenant().client(), ANSWER), service.url(), spaces);
    }

    ServedGroups served() {
        return served;
    }

    /** Applies a merge patch to the spec, as a user does; again if the API server is away. */
    void patch(String spec) {
        patch(service, spec);
    }

    static void patch(LiveService service, String spec) {
        Awaitility.await("patch " + spec)
                .atMost(FLIP)
                .ignoreExceptionsMatching(e -> e instanceof KubernetesClientException failure && failure.getCode() == 0)
                .until(() -> service.tenant()
                                .service(service.name())
                                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": " + spec + "}")
                        != null);
    }

    /** Changes the model. */
    void change(String model) {
        patch(model(model));
    }

    /** The patch to that model. */
    static String model(String name) {
        return "{\"model\": {\"path\": \"/models/%s\", \"source\": {\"hostPath\": {\"path\": \"%s\"}}}}"
                .formatted(name, SglangService.model(name));
    }

    /** Sets spec.vectorSpace.id, and waits until status.vectorSpace.id is the same. */
    void accept(String id, String model) {
        var set = Instant.now();
        patch("{\"vectorSpace\": {\"id\": \"" + id + "\"}}");
        Tenant.within(FLIP, () -> assertThat(ids.acknowledged(id, set)).isPresent());
        var acknowledged = ids.acknowledged(id, set).orElseThrow();
        System.err.printf("%s serves after %s%n", model, Duration.between(set, acknowledged));
        accepted.add(new AcceptedSpaces.Acceptance(model, set, acknowledged));
    }

    VectorSpaceStatus space() {
        return service.resource().getStatus().vectorSpace();
    }

    /** Ends the clients. Every request must have been answered, by the space that the Service was set to, and no two spaces at once. */
    void assertServed() {
        assertServed(failure -> false);
    }

    /** The same, but without the failures that no server can prevent. */
    void assertServed(Predicate<SpaceAnswer> excused) {
        var answers = clients.end();
        var failed = answers.stream().filter(SpaceAnswer::failed).toList();
        System.err.printf(
                "%d requests, %d failed, %d flips, answers: %s%n",
                answers.size(), failed.size(), accepted.flips(), bySpace(answers));
        assertThat(failed).filteredOn(excused.negate()).as("failed requests").isEmpty();
        assertThat(accepted.wrong(answers)).as("answers of another space").isEmpty();
        assertThat(served.mixed()).as("endpoints of both spaces").isEmpty();
        assertThat(answers).hasSizeGreaterThan(100);
    }

    private static Object bySpace(List<SpaceAnswer> answers) {
        return answers.stream().collect(Collectors.groupingBy(SpaceAnswer::space, Collectors.counting()));
    }

    @Override
    public void close() {
        clients.close();
        served.close();
        ids.close();
    }
}
