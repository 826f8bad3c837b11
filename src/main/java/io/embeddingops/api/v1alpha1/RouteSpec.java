package io.embeddingops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.embeddingops.api.schema.ListTypes;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** An HTTPRoute that exposes POST /v1/embeddings and GET /v1/models, and nothing else. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "parentRefs=atomic hostnames=atomic")
@ValidationRule(
        value = "!has(self.hostnames) || self.hostnames.all(name, name.matches('" + Patterns.HOSTNAME + "'))",
        message = "spec.route.hostnames " + Messages.HOSTNAME,
        fieldPath = ".hostnames")
@ValidationRule(
        value = "!has(self.pathPrefix) || self.pathPrefix.matches('" + Patterns.PATH_PREFIX + "')",
        message = "spec.route.pathPrefix " + Messages.PATH_PREFIX,
        fieldPath = ".pathPrefix")
@ValidationRule(
        value = "!has(self.pathPrefix) || !self.pathPrefix.matches('" + Patterns.DOTS + "')",
        message = "spec.route.pathPrefix " + Messages.DOTS,
        fieldPath = ".pathPrefix")
@ValidationRule(
        value = "!has(self.pathPrefix) || !self.pathPrefix.matches('" + Patterns.ENDS_WITH_V1 + "')",
        message = "spec.route.pathPrefix " + Messages.ENDS_WITH_V1,
        fieldPath = ".pathPrefix")
@RecordBuilder
public record RouteSpec(
        @Required
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("The Gateways that the route attaches to. They must be listed in the operator's"
                + " --allowed-gateways. 1 to 32.")
        List<GatewayReference> parentRefs,

        @Size(max = 16)
        @JsonPropertyDescription("Host names of the requests. Absent: those of the Gateway's listeners. At most 16.")
        List<@Size(min = 1, max = 253) String> hostnames,

        @Size(min = 1, max = 512)
        @JsonPropertyDescription("Path in front of /v1, such as /qwen3, which is removed before the request reaches a"
                + " server. Begins with a slash. Default /.")
        String pathPrefix) {

    public static final RouteSpec EMPTY = RouteSpecBuilder.builder().build();
}
