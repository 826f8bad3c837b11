package io.embeddingops.reconciler;

import io.embeddingops.status.RefusedWrite;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server did not accept an object of a service. */
final class WriteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RefusedWrite write;
    private final KubernetesClientException answer;

    WriteException(RefusedWrite write, KubernetesClientException answer) {
        super(write.kind() + " " + write.name(), answer);
        this.write = write;
        this.answer = answer;
    }

    RefusedWrite write() {
        return write;
    }

    KubernetesClientException answer() {
        return answer;
    }
}
