package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Defaults that the API server adds inside structs that server-side apply compares as a whole. */
class CanonicalTest {

    @Test
    void addsTheVersionOfAFieldReference() {
        assertThat(env("valueFrom: {fieldRef: {fieldPath: metadata.name}}"))
                .isEqualTo(env("valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}"));
        assertThat(env("valueFrom: {fieldRef: {fieldPath: metadata.name}}")
                        .getValueFrom()
                        .getFieldRef()
                        .getApiVersion())
                .isEqualTo("v1");
    }

    @Test
    void keepsAGivenVersion() {
        assertThat(env("valueFrom: {fieldRef: {apiVersion: v2, fieldPath: metadata.name}}")
                        .getValueFrom()
                        .getFieldRef()
                        .getApiVersion())
                .isEqualTo("v2");
    }

    @Test
    void addsTheDivisorOfAResourceReference() {
        assertThat(env("valueFrom: {resourceFieldRef: {resource: limits.cpu}}")
                        .getValueFrom()
                        .getResourceFieldRef()
                        .getDivisor())
                .hasToString("0");
    }

    @Test
    void addsTheExpirationOfAProjectedToken() {
        var volume = Canonical.of(
                Given.object("{name: id, projected: {sources: [{serviceAccountToken: {path: token}}]}}", Volume.class),
                Volume.class);
        assertThat(volume.getProjected()
                        .getSources()
                        .get(0)
                        .getServiceAccountToken()
                        .getExpirationSeconds())
                .isEqualTo(3600);
    }

    @Test
    void doesNotModifyTheGivenObject() {
        var given = Given.object("{name: X, valueFrom: {fieldRef: {fieldPath: metadata.name}}}", EnvVar.class);
        Canonical.of(given, EnvVar.class);
        assertThat(given.getValueFrom().getFieldRef().getApiVersion()).isNull();
    }

    @Test
    void turnsNullIntoAnEmptyList() {
        assertThat(Canonical.list(null, EnvVar.class)).isEqualTo(List.of());
    }

    private static EnvVar env(String source) {
        return Canonical.of(Given.object("{name: X, " + source + "}", EnvVar.class), EnvVar.class);
    }
}
