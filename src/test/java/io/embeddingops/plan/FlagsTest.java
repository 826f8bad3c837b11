package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {

    @ParameterizedTest
    @CsvSource({
        "--port, --port, true",
        "--por, --port, true",
        "--p, --port, true",
        "--ports, --port, false",
        "--, --port, false",
        "-port, --port, false",
        "port, --port, false",
        "8000, --port, false",
        "--PORT, --port, false"
    })
    void matchesFlagsLikeArgparse(String word, String flag, boolean matches) {
        assertThat(Flags.matches(word, flag)).isEqualTo(matches);
    }

    @Test
    void theNameEndsAtTheFirstEqualsSign() {
        assertThat(Flags.name("--port=1")).isEqualTo("--port");
        assertThat(Flags.name("--json={\"a\"=1}")).isEqualTo("--json");
        assertThat(Flags.name("--port")).isEqualTo("--port");
    }

    @Test
    void findsAFlagInAnyForm() {
        assertThat(Flags.contains(List.of("--dtype", "half"), "--port")).isFalse();
        assertThat(Flags.contains(List.of("--dtype", "half", "--por=1"), "--port"))
                .isTrue();
        assertThat(Flags.contains(List.of(), "--port")).isFalse();
    }

    @Test
    void findsAllValues() {
        assertThat(Flags.values(List.of("--key", "a", "--x", "--ke=b=c", "--key="), "--key"))
                .containsExactly("a", "b=c", "");
        assertThat(Flags.values(List.of("--x", "--key"), "--key")).isEmpty();
    }
}
