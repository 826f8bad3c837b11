package io.embeddingops.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImmutableTest {

    @Test
    void onlyTheContentOfAnImmutableObjectIsFixed() {
        assertThat(Immutable.forbids(map(true, "a"), map(true, "b"))).isTrue();
        assertThat(Immutable.forbids(map(true, "a"), map(true, "a"))).isFalse();
        assertThat(Immutable.forbids(map(null, "a"), map(true, "b"))).isFalse();
        assertThat(Immutable.forbids(map(false, "a"), map(true, "b"))).isFalse();
        assertThat(Immutable.forbids(new Service(), new Service())).isFalse();
    }

    private static ConfigMap map(Boolean immutable, String content) {
        return new ConfigMapBuilder()
                .withImmutable(immutable)
                .withData(Map.of("file", content))
                .build();
    }
}
