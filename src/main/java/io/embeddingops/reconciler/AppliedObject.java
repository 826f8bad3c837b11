package io.embeddingops.reconciler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records in an annotation what was applied. The API server stores some values in another form, for example without empty
 * strings. Such an object never equals what is wanted, but it needs no write if the same was applied before and the operator
 * still owns all of it.
 */
final class AppliedObject {

    /**
     * Key of the annotation, whose value is a digest of the applied object. It leaves out this annotation, and the owner,
     * which changes when an orphan is adopted.
     */
    static final String ANNOTATION = EmbeddingService.GROUP + "/applied";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final String METADATA = "metadata";
    private static final String ANNOTATIONS = "annotations";
    private static final String OWNERS = "ownerReferences";

    /** Enough that two specs of one service never have the same. */
    private static final int DIGEST_BYTES = 16;

    private AppliedObject() {}

    /** Adds the annotation to an object that will be applied. */
    static void mark(HasMetadata wanted) {
        var annotations = new LinkedHashMap<>(
                Optional.ofNullable(wanted.getMetadata().getAnnotations()).orElse(Map.of()));
        annotations.put(ANNOTATION, digest(tree(wanted)));
        wanted.getMetadata().setAnnotations(annotations);
    }

    /** Whether the marked object was applied as it is, and nobody has changed a field of it since. */
    static boolean isUnchanged(HasMetadata actual, HasMetadata marked) {
        var recorded = annotation(actual);
        return recorded.isPresent()
                && recorded.equals(annotation(marked))
                && ownedFields(actual)
                        .filter(owned -> OwnedFields.include(owned, tree(marked)))
                        .isPresent();
    }

    private static Optional<String> annotation(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).map(all -> all.get(ANNOTATION));
    }

    private static Optional<JsonNode> ownedFields(HasMetadata actual) {
        return Optional.ofNullable(actual.getMetadata().getManagedFields()).orElse(List.of()).stream()
                .filter(entry -> FieldManager.NAME.equals(entry.getManager())
                        && "Apply".equals(entry.getOperation())
                        && entry.getSubresource() == null
                        && entry.getFieldsV1() != null)
                .findFirst()
                .map(entry -> MAPPER.valueToTree(entry.getFieldsV1()));
    }

    /** What is applied, without what identifies the object. */
    private static JsonNode tree(HasMetadata object) {
        ObjectNode tree = MAPPER.valueToTree(object);
        tree.remove(List.of("apiVersion", "kind", "status"));
        if (tree.get(METADATA) instanceof ObjectNode metadata) {
            metadata.retain("labels", ANNOTATIONS, OWNERS, "finalizers");
        }
        return tree;
    }

    private static String digest(JsonNode tree) {
        if (tree.path(METADATA) instanceof ObjectNode metadata) {
            metadata.remove(OWNERS);
            if (metadata.path(ANNOTATIONS) instanceof ObjectNode annotations) {
                annotations.remove(ANNOTATION);
                if (annotations.isEmpty()) {
                    metadata.remove(ANNOTATIONS);
                }
            }
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(MAPPER.writeValueAsBytes(tree));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot compute the digest of an object", e);
        }
    }
}
