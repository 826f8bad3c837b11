package io.embeddingops.e2e;

import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** A Secret that a service uses. */
record ServiceSecret(Tenant tenant, String name) {

    static ServiceSecret create(Tenant tenant, String name, String type, Map<String, String> values) {
        var secret = new ServiceSecret(tenant, name);
        tenant.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .withType(type)
                        .withData(encoded(values))
                        .build())
                .create();
        return secret;
    }

    /** Replaces all values. */
    void write(Map<String, String> values) {
        Tenant.edit(resource(), secret -> {
            secret.setData(encoded(values));
            return secret;
        });
    }

    static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private Resource<Secret> resource() {
        return tenant.client().secrets().inNamespace(tenant.namespace()).withName(name);
    }

    private static Map<String, String> encoded(Map<String, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> encoded(entry.getValue())));
    }
}
