package io.embeddingops.plan.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.fixtures.Given;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services may use, with and without the administrator's permission. */
class BoundsTest {

    /** Each with the flag that allows it, and the field and value that the error names without it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --allowed-image-prefixes=evil.test | server: {image: evil.test/sglang:v1} | server.image | evil.test/sglang:v1
            --allowed-image-prefixes=evil.test | pod: {volumes: [{name: a, image: {reference: "evil.test/a:1"}}]} | pod.volumes[0].image.reference | evil.test/a:1
            --allowed-secrets=key  | server: {env: [{name: A, valueFrom: {secretKeyRef: {name: key, key: k}}}]} | server.env[0].valueFrom.secretKeyRef.name | key
            --allowed-secrets=k*   | server: {envFrom: [{configMapRef: {name: a}}, {secretRef: {name: key}}]} | server.envFrom[1].secretRef.name | key
            --allowed-secrets=key  | pod: {volumes: [{name: a, secret: {secretName: key}}]} | pod.volumes[0].secret.secretName | key
            --allowed-secrets=key  | pod: {volumes: [{name: a, secret: {secretName: key, optional: true}}]} | pod.volumes[0].secret.secretName | key
            --allowed-secrets=key  | pod: {volumes: [{name: a, projected: {sources: [{secret: {name: key}}]}}]} | pod.volumes[0].projected.sources[0].secret.name | key
            --allowed-secrets=key  | access: {apiKeySecret: {name: key}} | access.apiKeySecret.name | key
            --allowed-secrets=key  | access: {tls: {secretName: key}} | access.tls.secretName | key
            --allowed-gateways=g/p | route: {parentRefs: [{name: p, namespace: g}]} | route.parentRefs[0] | g/p
            --allowed-gateways=ai/* | route: {parentRefs: [{name: p}]} | route.parentRefs[0] | ai/p
            --allow-privileged=true | server: {securityContext: {privileged: true}} | server.securityContext.privileged | true
            --allow-privileged=true | server: {securityContext: {allowPrivilegeEscalation: true}} | server.securityContext.allowPrivilegeEscalation | true
            --allow-privileged=true | server: {securityContext: {capabilities: {add: [NET_BIND_SERVICE, SYS_ADMIN]}}} | server.securityContext.capabilities.add[1] | SYS_ADMIN
            --allow-privileged=true | server: {securityContext: {capabilities: {drop: [NET_RAW]}}} | server.securityContext.capabilities.drop | ["NET_RAW"] without ALL
            --allow-privileged=true | server: {securityContext: {runAsUser: 0}} | server.securityContext.runAsUser | 0
            --allow-privileged=true | server: {securityContext: {runAsNonRoot: false}} | server.securityContext.runAsNonRoot | false
            --allow-privileged=true | server: {securityContext: {seccompProfile: {type: Unconfined}}} | server.securityContext.seccompProfile.type | Unconfined
            --allow-privileged=true | server: {securityContext: {appArmorProfile: {type: Unconfined}}} | server.securityContext.appArmorProfile.type | Unconfined
            --allow-privileged=true | server: {securityContext: {seLinuxOptions: {type: spc_t}}} | server.securityContext.seLinuxOptions.type | spc_t
            --allow-privileged=true | pod: {securityContext: {runAsUser: 0}} | pod.securityContext.runAsUser | 0
            --allow-privileged=true | pod: {securityContext: {runAsNonRoot: false}} | pod.securityContext.runAsNonRoot | false
            --allow-privileged=true | pod: {securityContext: {seccompProfile: {type: Unconfined}}} | pod.securityContext.seccompProfile.type | Unconfined
            --allow-privileged=true | pod: {securityContext: {appArmorProfile: {type: Unconfined}}} | pod.securityContext.appArmorProfile.type | Unconfined
            --allow-privileged=true | pod: {securityContext: {seLinuxOptions: {user: system_u}}} | pod.securityContext.seLinuxOptions.user | system_u
            --allow-privileged=true | pod: {securityContext: {seLinuxOptions: {role: system_r}}} | pod.securityContext.seLinuxOptions.role | system_r
            --allow-privileged=true | pod: {securityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}} | pod.securityContext.sysctls[0].name | kernel.msgmax
            --allow-privileged=true | pod: {annotations: {container.apparmor.security.beta.kubernetes.io/server: unconfined}} | pod.annotations[container.apparmor.security.beta.kubernetes.io/server] | unconfined
            --allowed-service-accounts=admin | pod: {serviceAccountName: admin} | pod.serviceAccountName | admin
            --allow-service-account-tokens=true | pod: {volumes: [{name: a, projected: {sources: [{downwardAPI: {}}, {serviceAccountToken: {path: t}}]}}]} | pod.volumes[0].projected.sources[1] | serviceAccountToken
            --allow-service-account-tokens=true | pod: {volumes: [{name: a, projected: {sources: [{podCertificate: {signerName: a.test/b, keyType: ED25519, keyPath: k}}]}}]} | pod.volumes[0].projected.sources[0] | podCertificate
            --allowed-host-paths=/ | pod: {volumes: [{name: a, hostPath: {path: /etc}}]} | pod.volumes[0].hostPath.path | /etc
            --allowed-volume-types=nfs | pod: {volumes: [{name: a, nfs: {server: s, path: /}}]} | pod.volumes[0].nfs | nfs
            --allowed-volume-types=csi | pod: {volumes: [{name: a, csi: {driver: d}}]} | pod.volumes[0].csi | csi
            --allowed-volume-types=gitRepo | pod: {volumes: [{name: a, gitRepo: {repository: r}}]} | pod.volumes[0].gitRepo | gitRepo
            """)
    void needsPermission(String flag, String asked, String field, String value) {
        var spec = "{model: {path: /m}, " + asked.replace("\"", "'") + "}";
        var name = flag.split("=")[0];
        assertThat(Given.errors(Given.policy(), spec))
                .singleElement()
                .asString()
                .startsWith("spec." + field + " " + value + " ")
                .contains(": ask the cluster administrator ", " " + name + " (chart value policy.allow", "), or ");
        assertThat(Given.errors(Given.policy(name, flag.split("=")[1]), spec)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            server: {image: "registry.test/sglang:other"}
            server: {securityContext: {privileged: false, allowPrivilegeEscalation: false, readOnlyRootFilesystem: false}}
            server: {securityContext: {runAsUser: 1000, runAsNonRoot: true, procMount: Default}}
            server: {securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}}
            server: {securityContext: {capabilities: {drop: [NET_RAW, ALL]}}}
            server: {securityContext: {seccompProfile: {type: Localhost, localhostProfile: p}}}
            pod: {securityContext: {seLinuxOptions: {type: container_t, level: "s0:c1"}, fsGroup: 0}}
            pod: {securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}}
            pod: {annotations: {container.apparmor.security.beta.kubernetes.io/server: runtime/default}}
            pod: {serviceAccountName: default}
            pod: {imagePullSecrets: [{name: registry}]}
            pod: {volumes: [{name: a, configMap: {name: c}}, {name: b, emptyDir: {}}, {name: c, persistentVolumeClaim: {claimName: c}}]}
            pod: {volumes: [{name: a, projected: {sources: [{configMap: {name: c}}, {clusterTrustBundle: {name: b, path: p}}]}}]}
            pod: {volumes: [{name: a, ephemeral: {volumeClaimTemplate: {spec: {storageClassName: secret, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}, {name: b, downwardAPI: {}}]}
            pod: {volumes: [{name: a, image: {reference: "registry.test/sglang:models"}}]}
            """)
    void needsNoPermission(String asked) {
        assertThat(Given.errors(Given.policy(), "{model: {path: /m}, " + asked.replace("\"", "'") + "}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server: {securityContext: {procMount: Unmasked}} | server.securityContext.procMount "Unmasked" needs a user namespace: remove it
            server: {securityContext: {windowsOptions: {hostProcess: true}}} | server.securityContext.windowsOptions.hostProcess true needs the network of the node: remove it
            pod: {securityContext: {windowsOptions: {hostProcess: true}}} | pod.securityContext.windowsOptions.hostProcess true needs the network of the node: remove it
            """)
    void isRefusedWithPermissionToo(String asked, String error) {
        var spec = "{model: {path: /m}, " + asked + "}";
        assertThat(Given.errors(Given.policy(), spec))
                .hasSize(2)
                .anySatisfy(refusal -> assertThat(refusal)
                        .startsWith("spec." + error.split(" ")[0] + " ")
                        .contains(" --allow-privileged (chart value policy.allowPrivileged), or remove it"));
        assertThat(Given.errors(Given.policy("--allow-privileged", "true"), spec))
                .containsExactly("spec." + error);
    }

    @Test
    void secretsOfVolumeDriversNeedPermission() {
        var spec = """
                model: {path: /m}
                pod:
                  volumes:
                  - {name: a, csi: {driver: d, nodePublishSecretRef: {name: one}}}
                  - {name: b, cephfs: {monitors: [m], secretRef: {name: two}}}
                  - {name: c, azureFile: {shareName: s, secretName: three}}
                """;
        var types = "csi,cephfs,azureFile";
        assertThat(Given.errors(Given.policy("--allowed-volume-types", types), spec))
                .extracting(error -> error.split(" is not ")[0])
                .containsExactly(
                        "spec.pod.volumes[0].csi.nodePublishSecretRef.name one",
                        "spec.pod.volumes[1].cephfs.secretRef.name two",
                        "spec.pod.volumes[2].azureFile.secretName three");
        assertThat(Given.errors(Given.policy("--allowed-volume-types", types, "--allowed-secrets", "*"), spec))
                .isEmpty();
    }

    @Test
    void theDefaultImageNeedsNoPermission() {
        var policy = Given.policy("--gpu-image", "anywhere.test/sglang:v1");
        assertThat(Given.errors(policy, "model: {path: /m}")).isEmpty();
    }

    @Test
    void everyBoundNeedsAnAllowance() {
        assertThatThrownBy(() -> new Bounds(Map.of(Bound.SECRETS, new Allowance.Always(true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no allowance for HOST_PATHS");
    }

    @Test
    void chartValuesFollowTheFlags() {
        assertThat(java.util.Arrays.stream(Bound.values())
                        .map(Bound::chartValue)
                        .collect(Collectors.toList()))
                .containsExactly(
                        "policy.allowedHostPaths",
                        "policy.allowPrivileged",
                        "policy.allowedServiceAccounts",
                        "policy.allowServiceAccountTokens",
                        "policy.allowedImagePrefixes",
                        "policy.allowedSecrets",
                        "policy.allowedVolumeTypes",
                        "policy.allowedGateways",
                        "policy.allowedKedaTriggers");
    }
}
