package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Who may use the service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "from=atomic")
@RecordBuilder
public record AccessSpec(
        @JsonPropertyDescription(
                "Secret with the API keys. Every value in it is a valid key; the name of an entry only says"
                        + " whose key it is. Clients send `Authorization: Bearer KEY`. Changes of the Secret take effect within"
                        + " 90 seconds, without a restart. If the Secret is missing or empty, all requests are refused. Absent:"
                        + " no key is required.")
        SecretReference apiKeySecret,

        @JsonPropertyDescription("Serves HTTPS instead of HTTP. Absent: HTTP.")
        TlsSpec tls,

        @Size(max = 64)
        @JsonPropertyDescription("Who may connect to the servers, as peers of a NetworkPolicy. The operator's own pods"
                + " may always connect. An empty list: only they. Absent: no NetworkPolicy limits incoming connections. At"
                + " most 64.")
        List<NetworkPolicyPeer> from) {

    public static final AccessSpec EMPTY = AccessSpecBuilder.builder().build();
}
