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

/** Objects of an S3 bucket under a common prefix. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "include=atomic exclude=atomic")
@ValidationRule(
        value = "self.uri.matches('" + Patterns.S3_URI + "') && !self.uri.matches('" + Patterns.DOTS + "')",
        message = "spec.model.source.s3.uri " + Messages.S3_URI,
        fieldPath = ".uri")
@ValidationRule(
        value = "!has(self.endpoint) || self.endpoint.matches(r'" + Patterns.HTTP_HOST + "')",
        message = "spec.model.source.s3.endpoint " + Messages.HTTP_HOST,
        fieldPath = ".endpoint")
@ValidationRule(
        value = "!has(self.region) || self.region.matches('" + Patterns.REGION + "')",
        message = "spec.model.source.s3.region " + Messages.REGION,
        fieldPath = ".region")
@ValidationRule(
        value = "!has(self.proxy) || self.proxy.matches(r'" + Patterns.PROXY + "')",
        message = "spec.model.source.s3.proxy " + Messages.PROXY,
        fieldPath = ".proxy")
@RecordBuilder
public record S3Source(
        @Required
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
                "Bucket and prefix of the model's files, such as s3://models/qwen3-embedding. Use a new"
                        + " prefix for a new version of the model. 1 to 1024 characters.")
        String uri,

        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("URL of the S3 service, such as https://s3.example.com. Default: the operator's"
                + " --s3-endpoint. 1 to 1024 characters.")
        String endpoint,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
                "Region of the bucket, such as eu-central-1. Default: us-east-1. 1 to" + " 64 characters.")
        String region,

        @JsonPropertyDescription(
                "Secret with the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and optionally AWS_SESSION_TOKEN."
                        + " The server's container does not get it. Default: anonymous access.")
        SecretReference credentialsSecret,

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

    public static final S3Source EMPTY = S3SourceBuilder.builder().build();
}
