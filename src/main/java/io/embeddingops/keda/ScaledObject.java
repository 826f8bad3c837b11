package io.embeddingops.keda;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** KEDA's autoscaler of one object; KEDA makes a HorizontalPodAutoscaler of it. */
@Group(ScaledObject.GROUP)
@Version("v1alpha1")
public class ScaledObject extends CustomResource<ScaledObjectSpec, ScaledObjectStatus> implements Namespaced {

    public static final String GROUP = "keda.sh";

    /** The CRD of the kind. */
    public static final String CRD = "scaledobjects.keda.sh";

    private static final long serialVersionUID = 1;
}
