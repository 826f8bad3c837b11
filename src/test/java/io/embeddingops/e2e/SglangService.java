package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Script;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Manifests of services that run the real SGLang installed by {@code hack/sglang/install.sh}. */
final class SglangService {

    static final String TINY = "tiny-qwen3";
    static final String MINILM = "minilm";

    private static final String SETTINGS = "hack/sglang/pod-settings.sh";
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private SglangService() {}

    /** A namespace with an operator that allows the host paths of this machine's SGLang and those directories. */
    static Tenant tenant(ControlPlane controlPlane, String... moreHostPaths) {
        return new Tenant(controlPlane).startOperator("--allowed-host-paths", allowedHostPaths(moreHostPaths));
    }

    static String allowedHostPaths(String... more) {
        var all = new ArrayList<>(
                List.of(Script.run(SETTINGS, "allowed-host-paths").strip()));
        all.addAll(List.of(more));
        return String.join(",", all);
    }

    /** The directory of a model, which may not exist. */
    static Path model(String name) {
        return Path.of(Script.run(SETTINGS, "home").strip(), "models", name);
    }

    /**
     * The manifest of a service.
     *
     * @param changes merged into the spec: objects are merged, lists appended, and null removes a field
     */
    static String manifest(String name, String model, String changes) {
        return changed(Script.run(SETTINGS, "service", name, model), changes);
    }

    /** That manifest with further changes of the spec. */
    static String changed(String manifest, String changes) {
        var service = new LinkedHashMap<Object, Object>(map(manifest));
        service.put("spec", merged(service.get("spec"), map(changes)));
        return YAML.asYaml(service);
    }

    private static Map<?, ?> map(String yaml) {
        // without the document marker, text that begins with a brace would be parsed as JSON
        return YAML.unmarshal("---\n" + yaml, Map.class);
    }

    private static Object merged(Object base, Object changes) {
        if (base instanceof Map<?, ?> into && changes instanceof Map<?, ?> from) {
            var map = new LinkedHashMap<Object, Object>(into);
            from.forEach((key, value) -> {
                if (value == null) {
                    map.remove(key);
                } else {
                    map.put(key, merged(map.get(key), value));
                }
            });
            return map;
        } else if (base instanceof List<?> first && changes instanceof List<?> then) {
            var list = new ArrayList<Object>(first);
            list.addAll(then);
            return list;
        }
        return changes;
    }
}
