package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.io.File;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Objects that were stored under a schema less strict than the operator's types. */
@Execution(ExecutionMode.CONCURRENT)
class UnreadableIT {

    @Test
    void unreadableObjectIsReportedAndOthersAreServed() {
        try (var controlPlane =
                        ControlPlane.up("it-loose-" + ProcessHandle.current().pid());
                var client = controlPlane.client()) {
            var crd = client.getKubernetesSerialization()
                    .<CustomResourceDefinition>unmarshal(crdFile(), CustomResourceDefinition.class);
            var loose = client.resource(loosened(crd)).create();
            client.resource(loose).waitUntilCondition(InstalledCrd::isEstablished, 20, TimeUnit.SECONDS);
            try (var tenant = new Tenant(controlPlane)) {
                store(tenant, "typed", """
                        {model: {path: /models/m, dimensions: wide}, port: "80a", gpu: [1], device: cpu}
                        """);
                store(tenant, "unknown", """
                        {model: {path: /models/m, colour: red}}
                        """);
                tenant.startOperator();
                tenant.create(Tenant.gpuService("good"));

                var unreadable = tenant.awaitReady("typed", "False", "InvalidSpec");
                assertThat(unreadable.message())
                        .isEqualTo("spec.gpu [1] is not an object; spec.model.dimensions \"wide\" is not a list;"
                                + " spec.port \"80a\" is not a whole number");
                tenant.awaitReady("good", "True", "Ready");
                tenant.awaitReady("unknown", "True", "Ready");
                assertThat(tenant.events("unknown")).anySatisfy(event -> {
                    assertThat(event.getReason()).isEqualTo("UnknownField");
                    assertThat(event.getMessage()).startsWith("spec.model.colour");
                });

                crd.getMetadata().setResourceVersion(null);
                client.resource(crd).forceConflicts().serverSideApply();
                tenant.stopOperator();
                tenant.startOperator();
                tenant.create(Tenant.gpuService("later"));
                tenant.awaitReady("later", "True", "Ready");
                tenant.awaitReady("typed", "False", "InvalidSpec");
            }
        }
    }

    private static void store(Tenant tenant, String name, String spec) {
        var resource = tenant.client()
                .getKubernetesSerialization()
                .unmarshal("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(name, tenant.namespace(), spec), GenericKubernetesResource.class);
        tenant.client().resource(resource).create();
    }

    private static CustomResourceDefinition loosened(CustomResourceDefinition crd) {
        var loose = new io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder(crd).build();
        var schema = loose.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
        schema.setXKubernetesValidations(null);
        schema.getProperties()
                .put(
                        "spec",
                        new JSONSchemaPropsBuilder()
                                .withType("object")
                                .withXKubernetesPreserveUnknownFields(true)
                                .build());
        return loose;
    }

    private static java.io.InputStream crdFile() {
        try {
            return new java.io.FileInputStream(new File("crds/" + EmbeddingService.CRD_NAME + "-v1.yml"));
        } catch (java.io.FileNotFoundException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
