package io.embeddingops.health;

import io.embeddingops.config.ProbeVia;
import io.embeddingops.verification.EndpointException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;

/** Connects to servers in pods, directly or through the API server. */
public final class PodEndpoints implements Endpoints {

    /** A batch of short texts takes milliseconds on a GPU, and a second or two on a busy CPU. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** The highest priority, so that a verification does not wait behind documents. */
    private static final int FIRST = 100;

    private final ProbeVia via;
    private final PodChannel pods;
    private final AccessSecrets secrets;

    private PodEndpoints(ProbeVia via, KubernetesClient client) {
        this.via = via;
        this.pods = PodChannel.of(via, client, TIMEOUT);
        this.secrets = new AccessSecrets(client);
    }

    /**
     * Returns the endpoints for the configured way to reach pods.
     *
     * @throws IllegalArgumentException for {@code AUTO}, which must be resolved before
     */
    public static Endpoints of(ProbeVia via, KubernetesClient client) {
        return new PodEndpoints(via, client);
    }

    @Override
    public Connection of(Target target) {
        if (target.access().open()) {
            return new Connection(endpoint(target, pods.channel(), Optional.empty()), Optional.empty());
        }
        Optional<TlsTrust> trust = Optional.empty();
        try {
            trust = trust(target);
            return new Connection(keyed(target, trust), trust.flatMap(TlsTrust::ca));
        } catch (EndpointException e) {
            return new Connection(new RefusedEndpoint(e), trust.flatMap(TlsTrust::ca));
        }
    }

    @Override
    public boolean closed(Target target) {
        var trust = target.access().tlsSecret().map(any -> TlsTrust.none());
        try {
            endpoint(target, pods.channel(target, trust, Optional.empty()), Optional.empty())
                    .listsModels();
            return false;
        } catch (EndpointException e) {
            return e.kind() == EndpointException.Kind.NO_API_KEYS;
        }
    }

    /** Whose certificates the server may have; empty for HTTP. */
    private Optional<TlsTrust> trust(Target target) throws EndpointException {
        if (target.access().tlsSecret().isEmpty()) {
            return Optional.empty();
        }
        var name = target.access().tlsSecret().get();
        var secret = secrets.read(target.service().namespace(), name);
        try {
            return Optional.of(secret instanceof SecretContent.Found found ? TlsTrust.of(found) : TlsTrust.none());
        } catch (CertificateException e) {
            throw EndpointException.permanent("Secret " + name + " (spec.access.tls.secretName) has no certificate that"
                    + " can be read: ca.crt, or tls.crt without it, must have certificates in PEM form");
        }
    }

    private HttpEndpoint keyed(Target target, Optional<TlsTrust> trust) throws EndpointException {
        var open = pods.channel(target, trust, Optional.empty());
        if (target.access().apiKeySecret().isEmpty()) {
            return endpoint(target, open, Optional.empty());
        }
        var name = target.access().apiKeySecret().get();
        if (via == ProbeVia.PROXY) {
            return unkeyed(target, open, ApiKeyRemedy.throughTheApiServer());
        } else if (trust.filter(tls -> !tls.verified()).isPresent()) {
            return unkeyed(
                    target,
                    open,
                    ApiKeyRemedy.certificate(target.access().tlsSecret().orElseThrow()));
        }
        var secret = secrets.read(target.service().namespace(), name);
        if (secret instanceof SecretContent.Forbidden) {
            return unkeyed(target, open, ApiKeyRemedy.keys(name));
        } else if (!(secret instanceof SecretContent.Found found) || found.blank()) {
            throw new EndpointException(EndpointException.Kind.NO_API_KEYS, ApiKeyRemedy.none(name, secret));
        } else {
            var key = found.firstKey()
                    .orElseThrow(() -> new EndpointException(
                            EndpointException.Kind.API_KEYS_UNREADABLE, ApiKeyRemedy.unusable(name)));
            return endpoint(target, pods.channel(target, trust, Optional.of(key)), Optional.of(open));
        }
    }

    /** The endpoint of a server that needs no key although it should; throws if it refuses requests without a key. */
    private HttpEndpoint unkeyed(Target target, Channel open, String why) throws EndpointException {
        var endpoint = endpoint(target, open, Optional.of(open));
        if (endpoint.listsModels()) {
            return endpoint;
        }
        throw new EndpointException(EndpointException.Kind.API_KEYS_UNREADABLE, why);
    }

    private HttpEndpoint endpoint(Target target, Channel channel, Optional<Channel> withoutKey) {
        var base = pods.root()
                .apply(target.podPort())
                .newBuilder()
                .addPathSegment("v1")
                .build();
        var endpoint = new HttpEndpoint(channel, base, target.servedName(), withoutKey);
        return target.priorities() ? endpoint.withPriority(FIRST) : endpoint;
    }
}
