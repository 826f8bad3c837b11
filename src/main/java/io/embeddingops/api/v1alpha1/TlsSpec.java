package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** TLS of the servers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record TlsSpec(
        @Required
        @Pattern(Patterns.DNS_NAME)
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "Name of a Secret of type kubernetes.io/tls, as cert-manager writes it: tls.crt, tls.key"
                        + " and ca.crt. The certificate must be valid for NAME.NAMESPACE.svc. A renewed certificate is served"
                        + " within 90 seconds, without a restart. The Secret must be listed in the operator's --allowed-secrets."
                        + " 1 to 253 characters.")
        String secretName) {

    public static final TlsSpec EMPTY = TlsSpecBuilder.builder().build();
}
