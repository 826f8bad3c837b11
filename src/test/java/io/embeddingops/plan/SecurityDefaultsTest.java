package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityDefaultsTest {

    private static final String STRICT =
            "readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}";

    @Test
    void ofTheContainer() {
        assertThat(SecurityDefaults.container(null)).isEqualTo(container("{" + STRICT + "}"));
        assertThat(SecurityDefaults.container(new SecurityContext())).isEqualTo(container("{" + STRICT + "}"));
    }

    @Test
    void ofThePod() {
        assertThat(SecurityDefaults.pod(null)).isEqualTo(pod("{seccompProfile: {type: RuntimeDefault}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {runAsUser: 7}                    | {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, runAsUser: 7}
                    {readOnlyRootFilesystem: false}   | {readOnlyRootFilesystem: false, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                    {capabilities: {add: [IPC_LOCK]}} | {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [IPC_LOCK]}}
                    {capabilities: {drop: [CHOWN]}}   | {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [CHOWN]}}
                    {privileged: true}                | {readOnlyRootFilesystem: true, privileged: true, capabilities: {drop: [ALL]}}
                    {privileged: false}               | {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, privileged: false, capabilities: {drop: [ALL]}}
                    {privileged: true, allowPrivilegeEscalation: false} | {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, privileged: true, capabilities: {drop: [ALL]}}
                    {capabilities: {add: [CAP_SYS_ADMIN]}} | {readOnlyRootFilesystem: true, capabilities: {drop: [ALL], add: [CAP_SYS_ADMIN]}}
                    {capabilities: {add: [SYS_ADMIN]}} | {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [SYS_ADMIN]}}
                    """)
    void aFieldInTheSpecOverridesOnlyThatDefault(String given, String effective) {
        assertThat(SecurityDefaults.container(container(given))).isEqualTo(container(effective));
    }

    @Test
    void podFieldsInTheSpecAreAddedToTheDefault() {
        assertThat(SecurityDefaults.pod(pod("{runAsNonRoot: true, fsGroup: 7}")))
                .isEqualTo(pod("{runAsNonRoot: true, fsGroup: 7, seccompProfile: {type: RuntimeDefault}}"));
        assertThat(SecurityDefaults.pod(pod("{seccompProfile: {type: Unconfined}}")))
                .isEqualTo(pod("{seccompProfile: {type: Unconfined}}"));
    }

    private static SecurityContext container(String yaml) {
        return Given.object(yaml, SecurityContext.class);
    }

    private static PodSecurityContext pod(String yaml) {
        return Given.object(yaml, PodSecurityContext.class);
    }
}
