package io.embeddingops.cli.verify;

import io.embeddingops.health.HttpEndpoint;
import io.embeddingops.verification.EndpointException;
import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Suite;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** Verifies one server and prints a report. */
public final class VerifyRun {

    private final OkHttpClient client;
    private final VerifyRequest request;
    private final PrintWriter out;

    /** Prepares a run; throws if the file with CAs cannot be used. */
    public VerifyRun(VerifyRequest request, PrintWriter out) throws VerifyException {
        this.client =
                request.ca().isPresent() ? VerifyClient.trusting(request.ca().get()) : new OkHttpClient();
        this.request = request;
        this.out = out;
    }

    /** Verifies the server, prints the report and returns whether the server passed. */
    public boolean passed() throws VerifyException {
        var golden = request.golden().isPresent()
                ? Optional.of(Golden.read(request.golden().get()))
                : Optional.<Fingerprint>empty();
        var directory = request.modelDir().map(ModelDirectory::new);
        var expected = directory.isPresent()
                ? Expectations.NONE.withPooling(directory.get().pooling())
                : Expectations.NONE;
        var begin = System.nanoTime();
        var model = model();
        out.println(ReportText.line("endpoint", request.base().toString()));
        out.println(ReportText.line("model", model));
        var report = Suite.run(
                new HttpEndpoint(client, request.base(), model, request.timeout(), request.apiKey()),
                request.dimensions(),
                expected);
        ReportText.lines(report).forEach(out::println);
        if (directory.isPresent()) {
            PoolingText.lines(directory.get(), report).forEach(out::println);
        }
        var passed = report.outcome() == Outcome.PASSED && !report.misconfigured();
        if (report.outcome() == Outcome.PASSED && golden.isPresent()) {
            passed &= alike(golden.get(), report.fingerprint().orElseThrow());
        }
        if (report.outcome() == Outcome.PASSED && !report.misconfigured()) {
            save(report.fingerprint().orElseThrow());
        }
        var verdict =
                passed ? Outcome.PASSED : report.outcome() == Outcome.INCONCLUSIVE ? report.outcome() : Outcome.FAILED;
        out.println(ReportText.line(
                verdict.toString().toLowerCase(Locale.ROOT),
                "in " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms"));
        return passed;
    }

    private String model() throws VerifyException {
        try {
            return request.model().isPresent()
                    ? request.model().get()
                    : HttpEndpoint.firstModel(client, request.base(), request.timeout(), request.apiKey());
        } catch (EndpointException e) {
            throw new VerifyException(request.base() + " does not list its models (" + e.getMessage()
                    + "): check the address, or name one with --model");
        }
    }

    private boolean alike(Fingerprint golden, Fingerprint found) {
        var cosine = golden.cosine(found);
        var alike = cosine >= request.minCosine();
        var text = golden.dimensions() == found.dimensions()
                ? String.format(Locale.ROOT, "smallest cosine %.4f, minimum %s", cosine, request.minCosine())
                : "has " + golden.dimensions() + " dimensions, the server's vectors have " + found.dimensions();
        out.println(ReportText.line(
                alike ? "passed" : "FAILED",
                "golden fingerprint " + golden.id() + ": " + text
                        + (alike ? "" : ": the vectors of the two servers cannot be compared")));
        return alike;
    }

    private void save(Fingerprint fingerprint) throws VerifyException {
        if (request.save().isPresent()) {
            Golden.write(request.save().get(), fingerprint);
            out.println(ReportText.line(
                    "saved", "the fingerprint to " + request.save().get()));
        }
    }
}
