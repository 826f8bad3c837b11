package io.embeddingops.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One text-embedding endpoint: a model served by SGLang behind a Service. */
@Group("embeddingops.io")
@Version("v1alpha1")
@Kind("EmbeddingService")
@Singular("embeddingservice")
@Plural("embeddingservices")
@ShortNames({"emb", "embsvc"})
@Categories("embeddings")
@ValidationRule(
        value = "self.metadata.name.size() <= 63 && self.metadata.name.matches('" + Patterns.NAME + "')",
        message = Messages.NAME)
@ValidationRule(
        value = "!has(self.spec.vectorSpace) || !has(self.spec.vectorSpace.transition)"
                + " || self.spec.vectorSpace.transition != 'SideBySide' || self.metadata.name.size() <= "
                + Messages.MAX_TRANSITION_NAME,
        message = Messages.TRANSITION_NAME)
@ValidationRule(
        value = "!has(self.spec.fallback) || self.metadata.name.size() <= " + Messages.MAX_FALLBACK_NAME,
        message = Messages.FALLBACK_NAME)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Device", jsonPath = ".spec.device", type = Type.STRING)
@AdditionalPrinterColumn(name = "Model", jsonPath = ".status.model.servedName", type = Type.STRING)
@AdditionalPrinterColumn(name = "Replicas", jsonPath = ".status.readyReplicas", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Desired", jsonPath = ".spec.replicas", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", type = Type.STRING)
@AdditionalPrinterColumn(name = "External-URL", jsonPath = ".status.externalUrl", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Image", jsonPath = ".status.image", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class EmbeddingService extends CustomResource<EmbeddingServiceSpec, EmbeddingServiceStatus>
        implements Namespaced {

    public static final String GROUP = "embeddingops.io";
    public static final String VERSION = "v1alpha1";
    public static final String API_VERSION = GROUP + "/" + VERSION;
    public static final String KIND = "EmbeddingService";
    public static final String CRD_NAME = "embeddingservices." + GROUP;

    private static final long serialVersionUID = 1L;
}
