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
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Changes of a service's vectors while clients call it, and what the clients and the Service showed meanwhile. */
final class Transition implements AutoCloseable {

    static final Duration FLIP = Pace.of(60);

    /** Servers start beside those that serve, and are verified. */
    static final Duration START = Pace.of(300);

    /** For {@link LiveService#create}. The retention is longer than any test, unless it is shortened. */
    static final String SIDE_BY_SIDE = "vectorSpace: {transition: SideBySide, retainSeconds: 3600}";

    private static final int ANSWERS = 50;
    private static final int SHOWN = 10;
    private static final Duration ANSWER = Pace.of(30);

    private final LiveService service;
    private final Spaces spaces;
    private final SpaceClients clients;
    private final ServedGroups served;
    private final AcknowledgedIds ids;
    private final AcceptedSpaces accepted;

    /** Begins with a service that serves that model. */
    Transition(LiveService service, Spaces spaces, String model) {
        this.service = service;
        this.spaces = spaces;
        served = ServedGroups.of(service);
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
                .ignoreExceptionsMatching(e -> e instanceof KubernetesClientException failure
                        && (failure.getCode() == 0 || failure.getCode() >= 500))
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
        accept(id, model, FLIP);
    }

    /** The same, with another time limit. */
    void accept(String id, String model, Duration limit) {
        begin(id, model, limit).run();
    }

    /** Sets spec.vectorSpace.id. What is returned waits until status.vectorSpace.id is the same. */
    Runnable begin(String id, String model, Duration limit) {
        clients.hurry(true);
        var set = Instant.now();
        patch("{\"vectorSpace\": {\"id\": \"" + id + "\"}}");
        return () -> {
            Tenant.within(limit, () -> assertThat(ids.acknowledged(id, set)).isPresent());
            var acknowledged = ids.acknowledged(id, set).orElseThrow();
            System.err.printf("%s serves after %s%n", model, Duration.between(set, acknowledged));
            accepted.add(new AcceptedSpaces.Acceptance(model, set, acknowledged));
            awaitAnswersSince(acknowledged);
            clients.hurry(false);
        };
    }

    /** Waits for some answers to requests sent after that time. */
    private void awaitAnswersSince(Instant time) {
        Tenant.within(
                ANSWER,
                () -> assertThat(clients.answers().stream()
                                .filter(answer -> answer.sent().isAfter(time)))
                        .hasSizeGreaterThan(ANSWERS));
    }

    /** Waits until the vectors of the new servers are known and can be accepted, and returns their id. */
    String awaitCandidate(String model) {
        Tenant.within(START, () -> {
            assertThat(space().candidate()).isNotNull();
            assertThat(space().candidate().id()).isNotNull();
            assertThat(space().candidate().model().servedName()).isEqualTo(model);
            assertThat(service.ready().status()).as(service.ready().message()).isEqualTo("True");
            assertThat(service.ready().message()).contains(space().candidate().id());
        });
        var candidate = space().candidate();
        assertAnswersWith(candidate.url(), model);
        assertThat(candidate.readyReplicas()).isEqualTo(candidate.replicas());
        // an Event is written after the status
        Tenant.eventually(() -> assertThat(service.eventMessages("CandidateReady", Instant.EPOCH))
                .anySatisfy(message -> assertThat(message).contains(candidate.id())));
        assertThat(settings(candidate.clientConfigMapName()))
                .containsEntry("OPENAI_BASE_URL", candidate.url())
                .containsEntry("EMBEDDING_DIMENSIONS", candidate.dimensions().toString())
                .containsEntry("EMBEDDING_VECTOR_SPACE", candidate.id());
        return candidate.id();
    }

    private void assertAnswersWith(String url, String model) {
        var texts = Spaces.TEXTS;
        var vectors = new EmbeddingClient(service.tenant().client(), ANSWER).embed(url, "any", texts);
        for (var text = 0; text < texts.size(); text++) {
            assertThat(spaces.of(text, vectors.get(text))).as(texts.get(text)).contains(model);
        }
    }

    private Map<String, String> settings(String configMap) {
        return service.tenant()
                .client()
                .configMaps()
                .inNamespace(service.tenant().namespace())
                .withName(configMap)
                .get()
                .getData();
    }

    /** Checks that clients are configured for the vectors in use, and that the old servers stay. */
    void assertRetained(String id, String deployment) {
        Tenant.within(FLIP, () -> {
            assertThat(space().retained()).isNotNull();
            assertThat(space().retained().id()).isEqualTo(id);
            assertThat(space().retained().deployment()).isEqualTo(deployment);
        });
        var status = service.resource().getStatus();
        assertThat(Instant.parse(status.vectorSpace().retained().until())).isAfter(Instant.now());
        Tenant.eventually(() -> assertThat(settings(status.client().configMapName()))
                .containsEntry("EMBEDDING_VECTOR_SPACE", status.vectorSpace().id()));
        Tenant.eventually(() -> assertThat(service.ready().status()).isEqualTo("True"));
        Tenant.eventually(() -> assertThat(service.eventMessages("VectorSpaceFlipped", Instant.EPOCH))
                .anySatisfy(message ->
                        assertThat(message).contains(id, status.vectorSpace().id())));
        assertThat(ServiceObjects.deployments(service)).contains(deployment);
    }

    /** Sets how long old servers stay after a flip, and waits until that counts for those that stay now. */
    void retain(int seconds) {
        patch("{\"vectorSpace\": {\"retainSeconds\": " + seconds + "}}");
        Tenant.within(
                FLIP,
                () -> assertThat(Optional.ofNullable(space().retained())
                                .map(retained -> Instant.parse(retained.until())))
                        .satisfies(until -> assertThat(until.isEmpty()
                                        || until.get().isBefore(Instant.now().plusSeconds(seconds)))
                                .isTrue()));
    }

    /** Waits until only that Deployment is left, and no sooner than promised. */
    void awaitEnd(String deployment) {
        var until = Instant.parse(space().retained().until());
        Tenant.within(
                Duration.between(Instant.now(), until).plus(FLIP),
                () -> assertThat(ServiceObjects.deployments(service)).containsExactly(deployment));
        assertThat(Instant.now()).isAfterOrEqualTo(until);
        Tenant.eventually(() -> assertThat(space().retained()).isNull());
        assertThat(space().candidate()).isNull();
        service.awaitReady(FLIP);
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
        var wrong = accepted.wrong(answers);
        assertThat(wrong.stream().limit(SHOWN))
                .as(wrong.size() + " answers of another space")
                .isEmpty();
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
