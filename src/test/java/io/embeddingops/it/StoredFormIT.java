package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.api.schema.BundledCrd;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nothing is written again for any field of the schema whose value the API server stores in another form. */
@Execution(ExecutionMode.CONCURRENT)
class StoredFormIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Only these fields, to look for one that fails: {@code -DstoredForm.fields=.*volumes.*}. */
    private static final String FIELDS = System.getProperty("storedForm.fields", ".*");

    /** At least so many of the values must be accepted, so that the test shows something. */
    private static final int MIN_ACCEPTED = 350;

    private static final String[] FLAGS = {
        "--allowed-host-paths", "/",
        "--allow-privileged", "true",
        "--allowed-secrets", "s",
        "--allowed-service-accounts", "a",
        "--allow-service-account-tokens", "true",
        "--allowed-volume-types", "csi,nfs,iscsi,fc,cephfs,rbd,glusterfs,azureFile,azureDisk,flexVolume"
    };

    private static final String NEEDED = """
            spec: {model: {path: /models/m}, replicas: 0, pod: {volumes: [{name: data, emptyDir: {}}]}}
            model: {path: /models/m}
            source: {}
            source.image: {reference: example.com/i}
            huggingFace: {repo: a/b}
            s3: {uri: "s3://models/a"}
            tokenSecret: {name: s}
            credentialsSecret: {name: s}
            caConfigMap: {name: c}
            cached: {path: /models/m, source: {huggingFace: {repo: a/b}}}
            pod: {volumes: [{name: data, emptyDir: {}}]}
            volumes: {name: data}
            volumeMounts: {name: data, mountPath: /x}
            env: {name: A}
            configMapKeyRef: {name: c, key: k}
            secretKeyRef: {name: s, key: k}
            fieldRef: {fieldPath: metadata.name}
            fileKeyRef: {volumeName: data, path: p, key: k}
            resourceFieldRef: {resource: limits.cpu, containerName: server}
            configMapRef: {name: c}
            secretRef: {name: s}
            imagePullSecrets: {name: s}
            tolerations: {key: k, operator: Exists}
            topologySpreadConstraints: {maxSkew: 1, topologyKey: k, whenUnsatisfiable: ScheduleAnyway}
            matchExpressions: {key: k, operator: Exists}
            matchFields: {key: metadata.name, operator: In, values: [a]}
            nodeSelectorTerms: {matchExpressions: [{key: k, operator: Exists}]}
            requiredDuringSchedulingIgnoredDuringExecution: {topologyKey: k}
            nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Exists}]}]
            preferredDuringSchedulingIgnoredDuringExecution: {weight: 1, podAffinityTerm: {topologyKey: k}}
            nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution:
              {weight: 1, preference: {matchExpressions: [{key: k, operator: Exists}]}}
            podAffinityTerm: {topologyKey: k}
            preference: {matchExpressions: [{key: k, operator: Exists}]}
            seccompProfile: {type: RuntimeDefault}
            appArmorProfile: {type: RuntimeDefault}
            sysctls: {name: kernel.shm_rmid_forced, value: "1"}
            volumes.configMap: {name: c}
            sources.configMap: {name: c}
            volumes.secret: {secretName: s}
            sources.secret: {name: s}
            sources.downwardAPI: {items: [{path: p, fieldRef: {fieldPath: metadata.name}}]}
            downwardAPI.items: {path: p, fieldRef: {fieldPath: metadata.name}}
            configMap.items: {key: k, path: p}
            secret.items: {key: k, path: p}
            serviceAccountToken: {path: p}
            clusterTrustBundle: {name: n, path: p}
            podCertificate: {signerName: example.com/s, keyType: ED25519, credentialBundlePath: p}
            csi: {driver: d.example.com}
            ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}
            volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
            volumeClaimTemplate.spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            spec.resources: {requests: {storage: 1Gi}}
            dataSource: {kind: PersistentVolumeClaim, name: n}
            dataSourceRef: {kind: PersistentVolumeClaim, name: n}
            hostPath: {path: /data}
            image: {reference: example.com/i}
            nfs: {server: s, path: /p}
            iscsi: {targetPortal: "1.1.1.1:1", iqn: "iqn.2001-04.com.example:s", lun: 1}
            fc: {targetWWNs: [a], lun: 1}
            cephfs: {monitors: [a]}
            rbd: {monitors: [a], image: i}
            glusterfs: {endpoints: e, path: p}
            azureFile: {secretName: s, shareName: s}
            azureDisk: {diskName: d, diskURI: "/subscriptions/u"}
            flexVolume: {driver: a/b}
            persistentVolumeClaim: {claimName: c}
            autoscaling: {maxReplicas: 3}
            policies: {type: Pods, value: 1, periodSeconds: 15}
            """;

    @Test
    void noValueIsWrittenTwice() throws JsonProcessingException {
        // not the shared one, since the deletion of other tests' namespaces causes writes
        try (var controlPlane =
                        ControlPlane.up("it-form-" + ProcessHandle.current().pid(), "--crds", "crds");
                var tenant = new Tenant(controlPlane).startOperator(FLAGS)) {
            var created = create(tenant);
            var accepted = accepted(tenant, created);
            BoundClaims.bindAll(tenant);
            awaitQuiet(tenant);
            System.out.println(accepted.size() + " of " + created.size() + " values are accepted");
            if (FIELDS.equals(".*")) {
                assertThat(accepted).hasSizeGreaterThan(MIN_ACCEPTED);
            }

            for (var pass = 0; pass < 2; pass++) {
                var before = ApiServerWrites.of(tenant.client());
                for (var name : accepted.keySet()) {
                    force(tenant, name, pass);
                }
                awaitQuiet(tenant);
                assertThat(ApiServerWrites.of(tenant.client()).since(before))
                        .containsOnly(Map.entry("PATCH deployments", (long) accepted.size()));
            }
            var before = ApiServerWrites.of(tenant.client());
            tenant.stopOperator();
            tenant.startOperator(FLAGS);
            awaitQuiet(tenant);
            assertThat(ApiServerWrites.of(tenant.client()).since(before)).isEmpty();
        }
    }

    /** Names and fields of the services that the API server accepts. */
    private static Map<String, String> create(Tenant tenant) throws JsonProcessingException {
        var needed = new LinkedHashMap<String, ObjectNode>();
        new YAMLMapper()
                .readTree(NEEDED)
                .properties()
                .forEach(entry -> needed.put(entry.getKey(), (ObjectNode) entry.getValue()));
        var created = new LinkedHashMap<String, String>();
        var schema = new YAMLMapper()
                .readTree(BundledCrd.text())
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        var seen = new HashSet<JsonNode>();
        var values = new LinkedHashMap<>(new ZeroValues(needed).of("spec", schema));
        // only a model that is downloaded has a cache
        new ZeroValues(needed)
                .of("cache", schema.at("/properties/model/properties/cache"))
                .forEach((path, cache) -> values.put("spec.model." + path, cached(needed, cache)));
        for (var value : values.entrySet()) {
            var name = "z" + created.size();
            if (value.getKey().matches(FIELDS)
                    && seen.add(value.getValue())
                    && isPlanned(tenant, value.getValue())
                    && isCreated(tenant, name, value.getValue())) {
                created.put(name, value.getKey());
            }
        }
        return created;
    }

    private static JsonNode cached(Map<String, ObjectNode> needed, JsonNode cache) {
        var spec = needed.get("spec").deepCopy();
        spec.set("model", needed.get("cached").deepCopy().set("cache", cache));
        return spec;
    }

    /** Whether the operator would apply it. */
    private static boolean isPlanned(Tenant tenant, JsonNode spec) {
        var service = tenant.read(Tenant.gpuService("z"));
        service.setSpec(JSON.convertValue(spec, EmbeddingServiceSpec.class));
        return new Planner(Given.policy(FLAGS)).plan(service) instanceof Plan;
    }

    private static boolean isCreated(Tenant tenant, String name, JsonNode spec) {
        var service = new GenericKubernetesResource();
        service.setApiVersion(EmbeddingService.API_VERSION);
        service.setKind(EmbeddingService.KIND);
        service.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(tenant.namespace())
                .build());
        service.setAdditionalProperty("spec", JSON.convertValue(spec, Map.class));
        try {
            tenant.client().resource(service).create();
            return true;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Deletes the others, of which some are tried again and again. */
    private static Map<String, String> accepted(Tenant tenant, Map<String, String> created) {
        var accepted = new LinkedHashMap<String, String>();
        var refused = new ArrayList<String>();
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            accepted.clear();
            refused.clear();
            for (var service : services(tenant)) {
                var status = service.getStatus();
                assertThat(status).as(service.getMetadata().getName()).isNotNull();
                assertThat(status.observedGeneration()).isEqualTo(1);
                var reason = status.condition(Condition.READY).orElseThrow().reason();
                var name = service.getMetadata().getName();
                if (List.of("InvalidSpec", "ApplyFailed").contains(reason)) {
                    refused.add(name);
                } else {
                    accepted.put(name, created.get(name));
                }
            }
        });
        refused.forEach(name -> tenant.service(name).delete());
        return accepted;
    }

    private static List<EmbeddingService> services(Tenant tenant) {
        return tenant.client()
                .resources(EmbeddingService.class)
                .inNamespace(tenant.namespace())
                .list()
                .getItems();
    }

    /** A foreign label makes the operator compare. An annotation would change the generation of the Deployment, too. */
    private static void force(Tenant tenant, String name, int pass) {
        tenant.client()
                .resources(Deployment.class)
                .inNamespace(tenant.namespace())
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"labels\": {\"example.com/pass\": \"%d\"}}}".formatted(pass));
    }

    private static void awaitQuiet(Tenant tenant) {
        var last = new ApiServerWrites[] {ApiServerWrites.of(tenant.client())};
        Awaitility.await().atMost(LIMIT).pollDelay(QUIET).pollInterval(QUIET).until(() -> {
            var before = last[0];
            last[0] = ApiServerWrites.of(tenant.client());
            return last[0].equals(before);
        });
    }
}
