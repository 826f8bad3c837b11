package io.embeddingops.reconciler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what the operator has applied with what it would apply, by the names of fields in {@code managedFields}. Walks
 * through the three side by side.
 */
record Applied(KubernetesSerialization json) {

    private static final String ITSELF = ".";
    private static final String FIELD = "f:";
    private static final String KEY = "k:";

    /** Whether all that is wanted is there, word by word, and the operator has applied nothing else. */
    boolean isAll(HasMetadata actual, HasMetadata wanted) {
        Map<?, ?> there = json.convertValue(actual, Map.class);
        Map<?, ?> rest = json.convertValue(wanted, Map.class);
        rest.keySet().removeAll(List.of("apiVersion", "kind"));
        if (rest.get("metadata") instanceof Map<?, ?> metadata) {
            metadata.keySet().removeAll(List.of("name", "namespace"));
        }
        return there.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("managedFields") instanceof List<?> entries
                && entries.stream()
                        .anyMatch(entry -> isOurs(entry) && isSame(((Map<?, ?>) entry).get("fieldsV1"), there, rest));
    }

    private static boolean isOurs(Object entry) {
        return entry instanceof Map<?, ?> map
                && FieldManager.NAME.equals(map.get("manager"))
                && "Apply".equals(map.get("operation"))
                && map.get("subresource") == null;
    }

    private boolean isSame(Object names, Object actual, Object wanted) {
        if (!(names instanceof Map<?, ?> fields) || actual == null) {
            return false;
        } else if (fields.isEmpty()) {
            return actual.equals(wanted);
        } else if (actual instanceof Map<?, ?> there && wanted instanceof Map<?, ?> map) {
            return isSameMap(fields, there, map);
        } else if (actual instanceof List<?> there && wanted instanceof List<?> list) {
            return isSameList(fields, there, list);
        }
        return false;
    }

    private boolean isSameMap(Map<?, ?> fields, Map<?, ?> actual, Map<?, ?> wanted) {
        var applied = 0;
        for (var field : fields.entrySet()) {
            var name = (String) field.getKey();
            if (name.startsWith(FIELD)) {
                var key = name.substring(FIELD.length());
                if (!isSame(field.getValue(), actual.get(key), wanted.get(key))) {
                    return false;
                }
                applied++;
            } else if (!name.equals(ITSELF)) {
                return false;
            }
        }
        return applied == wanted.size();
    }

    /** Others may have added items of their own in between, which are told apart by their keys. */
    private boolean isSameList(Map<?, ?> fields, List<?> actual, List<?> wanted) {
        var applied = new TreeMap<Integer, Object>();
        for (var item : fields.entrySet()) {
            var name = (String) item.getKey();
            if (name.startsWith(KEY)) {
                applied.put(index(json.unmarshal(name.substring(KEY.length()), Map.class), actual), item.getValue());
            } else if (!name.equals(ITSELF)) {
                return false;
            }
        }
        var next = wanted.iterator();
        return applied.size() == wanted.size()
                && applied.entrySet().stream()
                        .allMatch(item ->
                                item.getKey() >= 0 && isSame(item.getValue(), actual.get(item.getKey()), next.next()));
    }

    /** Of the only item with that key, or -1. */
    private static int index(Map<?, ?> key, List<?> items) {
        var index = -1;
        for (var i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Map<?, ?> item && item.entrySet().containsAll(key.entrySet())) {
                if (index >= 0) {
                    return -1;
                }
                index = i;
            }
        }
        return index;
    }
}
