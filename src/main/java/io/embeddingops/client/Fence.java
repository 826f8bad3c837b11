package io.embeddingops.client;

import io.embeddingops.leadership.Election;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses writes of a process that may have lost its leadership. A process that was frozen or cut off for longer than its
 * Lease lasts does not know this when it resumes, and its threads are in the middle of their work. So the fence checks
 * before each write, as late as possible and by a monotonic clock, that the Lease was renewed recently. A refused write
 * is answered with a conflict: that says nothing about the service, and the process is about to end.
 */
public final class Fence {

    private static final Logger LOG = LoggerFactory.getLogger(Fence.class);
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final int CONFLICT = 409;

    /** Access reviews store nothing. */
    private static final String REVIEWS = "/apis/authorization.k8s.io/";

    private static final Pattern HOLDER = Pattern.compile("\"holderIdentity\"\\s*:\\s*\"[^\"]");
    private static final String NOT_SENT = "not sent: another operator may have become the leader";
    private static final String REFUSAL = """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Conflict", "code": %d, "message": "%s"}
            """.formatted(CONFLICT, NOT_SENT);

    private final Optional<String> leases;
    private final long deadline;
    private final LongSupplier nanoTime;
    private volatile Optional<Long> renewed = Optional.empty();

    private Fence(Optional<String> leases, Duration deadline, LongSupplier nanoTime) {
        this.leases = leases;
        this.deadline = deadline.toNanos();
        this.nanoTime = nanoTime;
    }

    /** A fence for leader election in that namespace; without election it lets everything pass. */
    public static Fence of(Optional<String> electionNamespace) {
        return of(electionNamespace, System::nanoTime);
    }

    static Fence of(Optional<String> electionNamespace, LongSupplier nanoTime) {
        var leases =
                electionNamespace.map(namespace -> "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases");
        return new Fence(leases, Election.RENEW_DEADLINE, nanoTime);
    }

    /** Adds the fence to an HTTP client. */
    void install(OkHttpClient.Builder client) {
        if (leases.isPresent()) {
            client.addInterceptor(this::atCall).addNetworkInterceptor(this::atWire);
        }
    }

    private Response atCall(Interceptor.Chain chain) throws IOException {
        var request = chain.request();
        if (isOfElection(request)) {
            return elect(chain);
        }
        return open() || !isWrite(request) ? chain.proceed(request) : refused(request);
    }

    /** Opening a connection may have taken long; the client tries again after this and is refused. */
    private Response atWire(Interceptor.Chain chain) throws IOException {
        var request = chain.request();
        if (isWrite(request) && !isOfElection(request) && !open()) {
            throw new IOException(NOT_SENT);
        }
        return chain.proceed(request);
    }

    /** Counts from before the request, since other candidates count from the time that the request holds. */
    private Response elect(Interceptor.Chain chain) throws IOException {
        var request = chain.request();
        if (!isWrite(request)) {
            return chain.proceed(request);
        }
        var begin = nanoTime.getAsLong();
        var holds = holds(request);
        if (!holds) {
            renewed = Optional.empty();
        }
        var response = chain.proceed(request);
        if (holds && response.isSuccessful()) {
            renewed = Optional.of(begin);
        }
        return response;
    }

    private boolean open() {
        return renewed.filter(at -> nanoTime.getAsLong() - at < deadline).isPresent();
    }

    private boolean isOfElection(Request request) {
        var path = request.url().encodedPath();
        return leases.filter(all -> path.equals(all) || path.equals(all + "/" + Election.LEASE))
                .isPresent();
    }

    private static boolean isWrite(Request request) {
        return !READS.contains(request.method()) && !request.url().encodedPath().startsWith(REVIEWS);
    }

    private static boolean holds(Request request) throws IOException {
        if (request.body() == null) {
            return false;
        }
        var body = new Buffer();
        request.body().writeTo(body);
        return HOLDER.matcher(body.readUtf8()).find();
    }

    private static Response refused(Request request) {
        LOG.atWarn()
                .addKeyValue("method", request.method())
                .addKeyValue("path", request.url().encodedPath())
                .log(NOT_SENT);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(CONFLICT)
                .message("Conflict")
                .body(ResponseBody.create(REFUSAL, MediaType.get("application/json")))
                .build();
    }
}
