package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** The Service in front of the servers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "ipFamilies=atomic")
@RecordBuilder
public record ServiceOptions(
        @JsonPropertyDescription("How the Service is exposed: ClusterIP, NodePort or LoadBalancer. Default ClusterIP.")
        ServiceType type,

        @Size(max = 64)
        @JsonPropertyDescription("Additional labels of the Service. The operator's own keys (app.kubernetes.io/name,"
                + " instance, component, managed-by and embeddingops.io/*) are refused. At most 64.")
        Map<String, String> labels,

        @Size(max = 64)
        @JsonPropertyDescription("Annotations of the Service, such as settings of a cloud load balancer. At most 64.")
        Map<String, String> annotations,

        @JsonPropertyDescription(
                "IP families of the Service: SingleStack, PreferDualStack or RequireDualStack. Default:"
                        + " that of Kubernetes (SingleStack). The servers listen on IPv4 and IPv6.")
        IpFamilyPolicy ipFamilyPolicy,

        @Size(max = 2)
        @JsonPropertyDescription("IP families of the Service in their order: IPv4, IPv6 or both. Kubernetes lets nobody"
                + " change the first one of an existing Service. Default: that of the cluster.")
        List<IpFamily> ipFamilies) {

    public static final ServiceOptions EMPTY = ServiceOptionsBuilder.builder().build();
}
