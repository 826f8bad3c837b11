package io.embeddingops.verification;

import java.util.Optional;

/** Checks that clients cannot reach administrative endpoints. Sends at most {@value #MAX_REQUESTS} requests. */
final class OpenCheck {

    /** One for each endpoint; a test compares it with their number. */
    static final int MAX_REQUESTS = 2;

    private OpenCheck() {}

    /** The first endpoint that is reachable. */
    static Optional<AdminEndpoint> reachable(RetryingClient client) throws EndpointException {
        for (var endpoint : AdminEndpoint.values()) {
            if (client.reachable(endpoint)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    static Finding finding(AdminEndpoint open, Expectations expected, Optional<ModelInfo> model) {
        var served = model.flatMap(ModelInfo::served);
        var closed = served.filter(ServedModel::servesOnlyEmbeddings).isPresent();
        return new Finding(
                Problem.SERVER_OPEN,
                closed ? Severity.MISCONFIGURATION : Severity.WARNING,
                open + " is reachable, " + consequence(open, served.isPresent() && !closed) + ": "
                        + remedy(closed, served.isPresent(), expected));
    }

    /** With {@code endpoints: All} the plugin still closes what replaces the model or stops the server. */
    private static String consequence(AdminEndpoint open, boolean openByChoice) {
        return openByChoice && open == AdminEndpoint.SERVER_INFO
                ? "so everyone who can send texts to the server can also read its settings"
                : "so everyone who can send texts to the server can also replace its model or stop it";
    }

    private static String remedy(boolean closed, boolean plugin, Expectations expected) {
        if (closed) {
            return "the plugin should have closed it (spec.server.endpoints: Embeddings), so limit access with a"
                    + " NetworkPolicy and report this version of SGLang";
        }
        if (plugin) {
            return "set spec.server.endpoints: Embeddings";
        }
        return switch (expected.plugin()) {
            case EXPECTED, NOT_IN_TEMPLATE -> "see NotGuarded, or limit access with a NetworkPolicy";
            case UNKNOWN -> "expose only /v1/embeddings and /v1/models, or start SGLang with --admin-api-key";
        };
    }
}
