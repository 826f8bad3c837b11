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

/** A repository of the Hugging Face Hub or of a mirror. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "include=atomic exclude=atomic")
@ValidationRule(
        value = "self.repo.matches('" + Patterns.REPO + "') && !self.repo.matches('" + Patterns.NO_REPO + "')",
        message = "spec.model.source.huggingFace.repo " + Messages.REPO,
        fieldPath = ".repo")
@ValidationRule(
        value = "!has(self.revision) || self.revision.matches('" + Patterns.REVISION + "') && !self.revision.matches('"
                + Patterns.NO_REVISION + "')",
        message = "spec.model.source.huggingFace.revision " + Messages.REVISION,
        fieldPath = ".revision")
@ValidationRule(
        value = "!has(self.endpoint) || self.endpoint.matches(r'" + Patterns.HTTP_URL + "')",
        message = "spec.model.source.huggingFace.endpoint " + Messages.HTTP_URL,
        fieldPath = ".endpoint")
@ValidationRule(
        value = "!has(self.proxy) || self.proxy.matches(r'" + Patterns.PROXY + "')",
        message = "spec.model.source.huggingFace.proxy " + Messages.PROXY,
        fieldPath = ".proxy")
@RecordBuilder
public record HuggingFaceSource(
        @Required
        @Size(min = 1, max = 193)
        @JsonPropertyDescription("Repository, such as Qwen/Qwen3-Embedding-0.6B. 1 to 193 characters.")
        String repo,

        @Size(min = 1, max = 200)
        @JsonPropertyDescription(
                "Commit, branch or tag, 1 to 200 characters. Default main. The first download resolves a branch or tag"
                        + " to a commit (status.model.revision), and later downloads of the service use that commit.")
        String revision,

        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("URL of the Hub or of a mirror, such as https://hub.example.com. Default: the"
                + " operator's --hugging-face-endpoint. 1 to 1024 characters.")
        String endpoint,

        @JsonPropertyDescription("Access token for private and gated repositories. It is sent only to the endpoint, and"
                + " the server's container does not get it. Default: no token.")
        SecretKeyReference tokenSecret,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Patterns of the files to download, such as *.safetensors; '*' and '?' also match '/'. At most 64, of 1"
                        + " to 256 characters. Default: all files but duplicates of the weights in other formats.")
        List<@Size(min = 1, max = 256) String> include,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Patterns of files that are not downloaded, even if include matches them. At most 64, of 1 to 256"
                        + " characters. Default: none.")
        List<@Size(min = 1, max = 256) String> exclude,

        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("HTTP proxy for the download, such as http://proxy.example.com:3128. Default: the"
                + " operator's --model-proxy.")
        String proxy,

        @JsonPropertyDescription("ConfigMap with certificates of CAs in PEM format, which are trusted in addition to"
                + " the usual CAs and those of the operator's --model-ca-file.")
        ConfigMapKeyReference caConfigMap) {

    public static final HuggingFaceSource EMPTY =
            HuggingFaceSourceBuilder.builder().build();
}
