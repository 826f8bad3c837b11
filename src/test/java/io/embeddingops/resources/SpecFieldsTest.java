package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecFieldsTest {

    private static final Plan PLAN = Given.plan("""
            model: {path: /models/tiny, source: {persistentVolumeClaim: {claimName: models}}}
            server:
              extraArgs: [--log-level, debug]
              env: [{name: A, value: "1"}, {name: B, value: "2"}]
              envFrom: [{configMapRef: {name: c}}]
              volumeMounts: [{name: extra, mountPath: /extra}]
              resources: {limits: {memory: 1Gi}}
            pod:
              labels: {team: search}
              tolerations: [{key: a, operator: Exists}]
              imagePullSecrets: [{name: s}]
              topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}]
              volumes: [{name: extra, emptyDir: {}}]
            replicas: 2
            """);

    private final Deployment deployment = ServerDeployment.build(PLAN);

    /** Words in capitals stand for the index of the first item that is not the operator's own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec.template.spec.containers[0].env[ENV].valueFrom         | spec.server.env[0].valueFrom
            spec.template.spec.containers[0].env[ENV+1]                 | spec.server.env[1]
            spec.template.spec.containers[0].env                        | spec.server.env
            .spec.template.spec.containers[name="server"].env[name="B"].value | spec.server.env[1].value
            .spec.template.spec.containers[name="server"].env           | spec.server.env
            spec.template.spec.containers[0].envFrom[0].prefix          | spec.server.envFrom[0].prefix
            spec.template.spec.containers[0].command[COMMAND+1]         | spec.server.extraArgs[1]
            spec.template.spec.containers[0].volumeMounts[MOUNTS].name  | spec.server.volumeMounts[0].name
            .spec.template.spec.containers[name="server"].volumeMounts[mountPath="/extra"].name | spec.server.volumeMounts[0].name
            spec.template.spec.containers[0].image                      | spec.server.image
            spec.template.spec.containers[0].imagePullPolicy            | spec.server.imagePullPolicy
            spec.template.spec.containers[0].resources.limits[memory]   | spec.server.resources.limits[memory]
            spec.template.spec.containers[0].resources.limits[nvidia.com/gpu] | spec.gpu.resourceName
            spec.template.spec.containers[0].securityContext.runAsUser  | spec.server.securityContext.runAsUser
            .spec.template.spec.containers[name="server"].ports[containerPort=30000,protocol="TCP"].containerPort | spec.port
            spec.template.spec.containers[0].livenessProbe.periodSeconds | spec.health
            spec.template.spec.volumes[VOLUMES].name                    | spec.pod.volumes[0].name
            .spec.template.spec.volumes[name="extra"].emptyDir          | spec.pod.volumes[0].emptyDir
            spec.template.spec.volumes[0].persistentVolumeClaim.claimName | spec.model.source
            .spec.template.spec.volumes[name="shm"].emptyDir.sizeLimit  | spec.server.sharedMemorySize
            spec.template.spec.tolerations[TOLERATIONS].operator        | spec.pod.tolerations[0].operator
            spec.template.spec.topologySpreadConstraints[0].maxSkew     | spec.pod.topologySpreadConstraints[0].maxSkew
            spec.template.spec.imagePullSecrets[0].name                 | spec.pod.imagePullSecrets[0].name
            spec.template.spec.affinity.nodeAffinity.x                  | spec.pod.affinity.nodeAffinity.x
            spec.template.spec.nodeSelector                             | spec.pod.nodeSelector
            spec.template.spec.serviceAccountName                       | spec.pod.serviceAccountName
            spec.template.spec.securityContext.fsGroup                  | spec.pod.securityContext.fsGroup
            spec.template.spec.terminationGracePeriodSeconds            | spec.pod.terminationGracePeriodSeconds
            spec.template.labels                                        | spec.pod.labels
            spec.template.metadata.annotations                          | spec.pod.annotations
            spec.strategy.rollingUpdate.maxUnavailable                  | spec.rollout.maxUnavailable
            spec.progressDeadlineSeconds                                | spec.health.startupTimeoutSeconds
            spec.replicas                                               | spec.replicas
            metadata.name                                               | metadata.name
            """)
    void fieldOfTheDeploymentIsTranslated(String field, String origin) {
        var text = counted(field);
        assertThat(SpecFields.of(deployment, PLAN).origin(text)).as(text).contains(origin);
        assertThat(SpecFields.of(deployment, PLAN).isBuilt(text)).as(text).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Service             | metadata.labels               | spec.service.labels
            Service             | metadata.annotations          | spec.service.annotations
            Service             | spec.ports[0].port            | spec.port
            Service             | spec.type                     | spec.service.type
            PodDisruptionBudget | spec.maxUnavailable           | spec.disruptionBudget.maxUnavailable
            PodDisruptionBudget | metadata.name                 | metadata.name
            ConfigMap           | metadata.name                 | metadata.name
            """)
    void fieldOfAnotherObjectIsTranslated(String kind, String field, String origin) {
        assertThat(SpecFields.of(built(kind), PLAN).origin(field)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.template.spec.containers[0].env[0].value",
                "spec.template.spec.containers[0].command[0]",
                "spec.template.spec.tolerations[0]",
                "spec.template.spec.shareProcessNamespace",
                "spec.selector",
                "spec.template.specification",
                ""
            })
    void whatTheOperatorAddsHasNoOrigin(String field) {
        assertThat(SpecFields.of(deployment, PLAN).origin(field)).isEmpty();
        assertThat(SpecFields.of(deployment, PLAN).isBuilt(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.template.spec.containers[1].image",
                "spec.template.spec.containers[0].env[99].name",
                "spec.template.spec.initContainers[0].image",
                "spec.template.spec.containers[0].volumeDevices[0]",
                ".spec.template.spec.containers[name=\"sidecar\"].image"
            })
    void itemsThatOthersAddedAreNotBuilt(String field) {
        assertThat(SpecFields.of(deployment, PLAN).isBuilt(field)).isFalse();
    }

    @Test
    void indexesAreNotShiftedByVariablesThatTheUserReplaces() {
        var plan = Given.plan("{model: {path: /models/tiny}, server: {env: [{name: HOME, value: /x}]}}");
        var env = ServerDeployment.build(plan)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv();
        var last = env.size() - 1;
        assertThat(SpecFields.of(ServerDeployment.build(plan), plan)
                        .origin("spec.template.spec.containers[0].env[" + last + "].name"))
                .contains("spec.server.env[0].name");
    }

    private static HasMetadata built(String kind) {
        return Kinds.all().build(PLAN).stream()
                .filter(object -> object.getKind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private String counted(String field) {
        var pod = deployment.getSpec().getTemplate().getSpec();
        var server = pod.getContainers().get(0);
        return field.replace("ENV+1", String.valueOf(server.getEnv().size() - 1))
                .replace("ENV", String.valueOf(server.getEnv().size() - 2))
                .replace("COMMAND+1", String.valueOf(server.getCommand().size() - 1))
                .replace("MOUNTS", String.valueOf(server.getVolumeMounts().size() - 1))
                .replace("VOLUMES", String.valueOf(pod.getVolumes().size() - 1))
                .replace("TOLERATIONS", String.valueOf(pod.getTolerations().size() - 1));
    }
}
