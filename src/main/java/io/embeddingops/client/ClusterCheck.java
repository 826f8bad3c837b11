package io.embeddingops.client;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;

/**
 * Checks before the start that the API server can be reached and serves EmbeddingServices. It asks discovery rather than
 * for the CRD itself, because every service account may read discovery.
 */
public final class ClusterCheck {

    private static final int RETRIES = 3;

    private ClusterCheck() {}

    /**
     * Returns if the operator can start.
     *
     * @throws StartException if not, with the remedy
     */
    public static void check(KubernetesClient client) throws StartException {
        if (!serves(client)) {
            throw new StartException("the CRD " + EmbeddingService.CRD_NAME + " is not installed in the cluster at "
                    + client.getMasterUrl() + "; install it with:"
                    + " java -jar embedding-operator.jar crds | kubectl apply --server-side -f -");
        }
    }

    private static boolean serves(KubernetesClient client) throws StartException {
        var fewRetries = new RequestConfigBuilder()
                .withRequestTimeout(client.getConfiguration().getRequestTimeout())
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(client.getConfiguration().getRequestRetryBackoffInterval())
                .build();
        try {
            return Discovery.serves(client.newClient(fewRetries), EmbeddingService.class);
        } catch (KubernetesClientException e) {
            throw new StartException(e.getCode() > 0 ? refused(client, e) : unreachable(client, e));
        }
    }

    private static String unreachable(KubernetesClient client, KubernetesClientException failure) {
        return "the API server at " + client.getMasterUrl() + " cannot be reached: " + rootCause(failure)
                + "; check the kubeconfig (KUBECONFIG, ~/.kube/config), or the network when this runs in a pod";
    }

    private static String refused(KubernetesClient client, KubernetesClientException failure) {
        var said = failure.getStatus() == null
                ? failure.getMessage()
                : failure.getStatus().getMessage();
        var remedy = failure.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
                        || failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                ? "check the credentials in the kubeconfig or the pod's service account"
                : "it cannot serve at the moment, start again later";
        return "the API server at " + client.getMasterUrl() + " answered " + failure.getCode() + " (" + said + "); "
                + remedy;
    }

    private static String rootCause(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
