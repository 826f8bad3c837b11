package io.embeddingops.cli.reembed;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.HttpAccess;
import io.embeddingops.health.HttpEndpoint;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Severity;
import io.embeddingops.verification.Suite;
import io.embeddingops.verification.Texts;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Requests to a server. */
final class Connection {

    private static final int IDLE_MINUTES = 1;

    private final Server server;
    private final Retries retries;
    private final HttpEndpoint plain;

    private Connection(Server server, Retries retries, HttpEndpoint plain) {
        this.server = server;
        this.retries = retries;
        this.plain = plain;
    }

    /**
     * Connects to a server, and asks for its model unless it is given.
     *
     * @param requests max. requests at a time
     */
    static Connection open(Server server, Duration timeout, int requests, Retries retries)
            throws ReembedException, InterruptedException {
        var client = client(server, requests);
        try {
            var model = server.model().isPresent()
                    ? server.model().get()
                    : retries.send(() -> HttpEndpoint.firstModel(client, server.base(), timeout, server.apiKey()));
            return new Connection(
                    server, retries, new HttpEndpoint(client, server.base(), model, timeout, server.apiKey()));
        } catch (EndpointException e) {
            throw new ReembedException(server.option() + ": " + server.base() + " does not list its models ("
                    + ServerFailure.text(e) + "): check the address, or name one with " + server.option() + "-model");
        }
    }

    private static OkHttpClient client(Server server, int requests) throws ReembedException {
        try {
            return HttpAccess.of(ProxySelector.getDefault(), server.cas(), true)
                    .client()
                    .newBuilder()
                    .connectionPool(new ConnectionPool(requests, IDLE_MINUTES, TimeUnit.MINUTES))
                    .build();
        } catch (FetchException e) {
            throw new ReembedException(server.option() + ": " + e.getMessage());
        }
    }

    /** Embeds documents. */
    HttpEndpoint documents(OptionalInt priority) {
        var fields = new HashMap<String, Object>();
        server.prompt().ifPresent(name -> fields.put("prompt_name", name));
        priority.ifPresent(value -> fields.put("priority", value));
        return plain.withFields(fields);
    }

    /** The server's vectors; throws if it does not embed correctly. */
    Fingerprint verify(OptionalInt dimensions) throws ReembedException {
        var sizes = dimensions.isPresent() ? List.of(dimensions.getAsInt()) : List.<Integer>of();
        var report = Suite.run(plain, sizes, Expectations.NONE);
        if (report.outcome() != Outcome.PASSED) {
            var problem = report.findings().stream()
                    .filter(finding -> finding.severity() != Severity.WARNING)
                    .map(Finding::text)
                    .findFirst()
                    .orElse("it cannot be verified");
            throw new ReembedException(server.option() + ": " + server.base() + ": " + problem);
        }
        return report.fingerprint().orElseThrow();
    }

    /** The server's vectors, which may be wrong in some way: they may be why texts are embedded anew. */
    Fingerprint measure() throws ReembedException, InterruptedException {
        try {
            return Fingerprint.of(retries.send(() -> plain.embed(Texts.ALL, OptionalInt.empty())));
        } catch (EndpointException e) {
            throw new ReembedException(server.option() + ": " + server.base() + ": " + ServerFailure.text(e));
        } catch (IllegalArgumentException e) {
            throw new ReembedException(server.option() + ": " + server.base() + ": " + e.getMessage());
        }
    }
}
