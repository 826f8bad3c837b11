package io.embeddingops.plan.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowanceTest {

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
        "/data, //data, false",
        "/, /etc, true",
        "/, /, true"
    })
    void belowAllowsListedDirectoriesAndTheirSubdirectories(String listed, String path, boolean allowed) {
        assertThat(new Allowance.Below(List.of("/srv/models", listed)).allows(path))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "key, key, true",
        "key, keys, false",
        "key, ke, false",
        "embedding-*, embedding-key, true",
        "embedding-*, embedding-, true",
        "embedding-*, embedding, false",
        "embedding-*, my-embedding-key, false",
        "*, anything, true",
        "*, '', true",
        "key, '', false"
    })
    void namedAllowsListedNamesAndPrefixes(String listed, String name, boolean allowed) {
        assertThat(new Allowance.Named(List.of("other", listed)).allows(name)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/acme, ghcr.io/acme/sglang:v1, true",
        "ghcr.io/acme, ghcr.io/acme/team/sglang@sha256:0, true",
        "ghcr.io/acme, ghcr.io/acme-evil/sglang:v1, false",
        "ghcr.io/acme, ghcr.io/acme, true",
        "ghcr.io/acme, ghcr.io/acme:v1, true",
        "ghcr.io/acme, ghcr.io/acm/sglang, false",
        "ghcr.io/acme, ghcr.io.evil.test/acme/sglang, false",
        "ghcr.io/acme, evil.test/ghcr.io/acme/sglang, false",
        "ghcr.io/acme, ghcr.io:5000/acme/sglang, false",
        "ghcr.io/acme, GHCR.io/acme/sglang, false",
        "ghcr.io/acme/sglang, ghcr.io/acme/sglang:v1@sha256:0, true",
        "ghcr.io/acme/sglang, ghcr.io/acme/sglang-next:v1, false",
        "ghcr.io/acme/sglang, ghcr.io/acme/other@ghcr.io/acme/sglang, false",
        "ghcr.io, ghcr.io/any/thing:v1, true",
        "registry:5000, registry:5000/sglang, true",
        "registry:5000, registry:5001/sglang, false",
        "localhost, localhost/sglang, true",
        "docker.io/lmsysorg, lmsysorg/sglang:v0.5.23, true",
        "docker.io/lmsysorg, docker.io/lmsysorg/sglang, true",
        "docker.io/lmsysorg, index.docker.io/lmsysorg/sglang, true",
        "lmsysorg/sglang, docker.io/lmsysorg/sglang:v1, true",
        "lmsysorg/sglang, evil.test/lmsysorg/sglang:v1, false",
        "docker.io/library/sglang, sglang:1, true",
        "docker.io/lmsysorg, sglang:1, false",
        "docker.io, sglang:1, true",
        "*, anything:v1, true",
        "ghcr.io, '', false"
    })
    void fromAllowsImagesOfListedRegistriesAndRepositories(String listed, String image, boolean allowed) {
        assertThat(new Allowance.From(List.of("quay.io/other", listed)).allows(image))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "gateways/public, gateways/public, true",
        "gateways/public, gateways/public-2, false",
        "gateways/public, other/public, false",
        "gateways/*, gateways/public, true",
        "gateways/*, gateways-2/public, false",
        "gateways/*, gate/public, false",
        "*, any/thing, true"
    })
    void gatewaysAllowsListedGatewaysAndWholeNamespaces(String listed, String gateway, boolean allowed) {
        assertThat(new Allowance.Gateways(List.of("others/one", listed)).allows(gateway))
                .isEqualTo(allowed);
    }

    @Test
    void anEmptyListAllowsNothing() {
        assertThat(new Allowance.Gateways(List.of()).allows("a/b")).isFalse();
        assertThat(new Allowance.Below(List.of()).allows("/data")).isFalse();
        assertThat(new Allowance.Named(List.of()).allows("key")).isFalse();
        assertThat(new Allowance.From(List.of()).allows("sglang")).isFalse();
        assertThat(new Allowance.Always(false).allows("true")).isFalse();
    }

    @Test
    void unknownAllowsEverything() {
        assertThat(new Allowance.Unknown(new Allowance.Always(false)).allows("true"))
                .isTrue();
    }
}
