package io.embeddingops.cli.run;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.HttpURLConnection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Asks the API server, before anything starts, whether it knows EmbeddingServices. Discovery is asked rather than the
 * CRD itself, because every service account may read it.
 */
final class ClusterCheck {

    private static final int RETRIES = 3;
    private static final String PLURAL = EmbeddingService.CRD_NAME.substring(0, EmbeddingService.CRD_NAME.indexOf('.'));

    private final FutureTask<Void> check;

    private ClusterCheck(KubernetesClient client) {
        check = new FutureTask<>(() -> {
            check(client);
            return null;
        });
    }

    /** On a thread of its own: a third of a start is to connect, and there is other work to be done meanwhile. */
    static ClusterCheck begin(KubernetesClient client) {
        var begun = new ClusterCheck(client);
        var thread = new Thread(begun.check, "cluster-check");
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    /** Returns when the operator can start. */
    void await() throws StartException, InterruptedException {
        try {
            check.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartException reason) {
                throw reason;
            }
            throw KubernetesClientException.launderThrowable(e.getCause());
        }
    }

    private static void check(KubernetesClient client) throws StartException {
        var resources = resources(client);
        if (resources == null
                || resources.getResources().stream().noneMatch(resource -> PLURAL.equals(resource.getName()))) {
            throw new StartException("the CRD " + EmbeddingService.CRD_NAME + " is not installed in the cluster at "
                    + client.getMasterUrl() + "; install it with:"
                    + " java -jar embedding-operator.jar crds | kubectl apply --server-side -f -");
        }
    }

    private static APIResourceList resources(KubernetesClient client) throws StartException {
        var fewRetries = new RequestConfigBuilder()
                .withRequestTimeout(client.getConfiguration().getRequestTimeout())
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(client.getConfiguration().getRequestRetryBackoffInterval())
                .build();
        try {
            return client.newClient(fewRetries).getApiResources(EmbeddingService.API_VERSION);
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
