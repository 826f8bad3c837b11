package io.embeddingops.resources;

import io.embeddingops.guard.VectorSpaces;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.verification.Fingerprint;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes the ConfigMap with a service's vectors. */
public final class VectorSpaceStore {

    private static final String SUFFIX = "-vector-space";
    private static final String IN_USE = "in-use";
    private static final String CANDIDATE = "candidate";
    private static final String PREVIOUS = "previous";
    private static final String SINCE = "since";
    private static final String ID = ".id";

    private VectorSpaceStore() {}

    /** Name of a service's ConfigMap. */
    public static String name(String service) {
        return service + SUFFIX;
    }

    /** The ConfigMap, without an owner reference. */
    public static ConfigMap write(String service, String namespace, VectorSpaces spaces) {
        var ids = new TreeMap<String, String>();
        var vectors = new TreeMap<String, String>();
        spaces.inUse().ifPresent(inUse -> {
            put(ids, vectors, IN_USE, inUse.vectors());
            ids.put(SINCE, inUse.since().toString());
        });
        spaces.candidate().ifPresent(candidate -> put(ids, vectors, CANDIDATE, candidate));
        spaces.previous().ifPresent(previous -> put(ids, vectors, PREVIOUS, previous));
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(service))
                .withNamespace(namespace)
                .withLabels(Labels.ofComponent(service, "vector-space"))
                .endMetadata()
                .withData(ids)
                .withBinaryData(vectors)
                .build();
    }

    /**
     * The vectors in a ConfigMap.
     *
     * @throws IllegalArgumentException if the content is not exactly as written; the message names the key
     */
    public static VectorSpaces read(ConfigMap map) {
        var ids = Optional.ofNullable(map.getData()).orElse(Map.of());
        var vectors = Optional.ofNullable(map.getBinaryData()).orElse(Map.of());
        var inUse = get(ids, vectors, IN_USE).map(found -> new InUse(found, since(ids)));
        return new VectorSpaces(inUse, get(ids, vectors, CANDIDATE), get(ids, vectors, PREVIOUS));
    }

    private static void put(Map<String, String> ids, Map<String, String> all, String key, Fingerprint vectors) {
        ids.put(key + ID, vectors.id());
        all.put(key, Base64.getEncoder().encodeToString(vectors.toBytes()));
    }

    private static Optional<Fingerprint> get(Map<String, String> ids, Map<String, String> all, String key) {
        var text = all.get(key);
        var id = ids.get(key + ID);
        if (text == null && id == null) {
            return Optional.empty();
        } else if (text == null || id == null) {
            throw new IllegalArgumentException(
                    (text == null ? "binaryData." + key : "data." + key + ID) + " is missing");
        }
        try {
            var vectors = Fingerprint.fromBytes(Base64.getDecoder().decode(text));
            if (!vectors.id().equals(id)) {
                throw new IllegalArgumentException("the vectors have the id " + vectors.id() + ", not " + id);
            }
            return Optional.of(vectors);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("binaryData." + key + ": " + e.getMessage(), e);
        }
    }

    private static Instant since(Map<String, String> ids) {
        try {
            return Instant.parse(ids.getOrDefault(SINCE, ""));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("data." + SINCE + " is not a time: '" + ids.get(SINCE) + "'", e);
        }
    }
}
