package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPathPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "/data, /data, true",
        "/data, /data/, true",
        "/data, /data/models/tiny, true",
        "/data/, /data, true",
        "/data/, /data/models, true",
        "/data, /database, false",
        "/data/, /database/models, false",
        "/data/models, /data, false",
        "/data, /, false",
        "/, /etc, true",
        "/, /, true"
    })
    void allowsWhatIsAtOrBelowThePrefix(String prefix, String path, boolean allowed) {
        assertThat(new HostPathPolicy.Below(List.of(prefix)).allows(path)).isEqualTo(allowed);
    }

    @Test
    void onePrefixIsEnough() {
        var policy = new HostPathPolicy.Below(List.of("/data", "/srv/models"));
        assertThat(policy.allows("/srv/models/tiny")).isTrue();
        assertThat(policy.allows("/srv")).isFalse();
    }

    @Test
    void noPrefixAllowsNothing() {
        assertThat(new HostPathPolicy.Below(List.of()).allows("/data")).isFalse();
    }

    @Test
    void anUnknownPolicyAllowsAll() {
        assertThat(new HostPathPolicy.Unknown().allows("/etc")).isTrue();
    }
}
