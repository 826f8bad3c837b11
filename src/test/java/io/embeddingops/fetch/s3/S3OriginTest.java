package io.embeddingops.fetch.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.FileDigest;
import io.embeddingops.fetch.RemoteFile;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.S3Location;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3OriginTest {

    private static final Optional<S3Keys> KEYS =
            Optional.of(new S3Keys("AKIAEXAMPLE", "s3cr3t-s3cr3t", Optional.of("t0ken")));
    private static final String HEX = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    private static final String BASE64 = "LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=";

    private final FakeS3 server = new FakeS3();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void objectsBelowThePrefixAreListedInTheOrderOfTheirPaths() throws Exception {
        put("team/tiny/");
        put("team/tiny/model.safetensors");
        put("team/tiny/1_Pooling/");
        put("team/tiny/1_Pooling/config.json");
        put("team/tiny/.complete");
        var listing = server.origin(KEYS).list(Optional.empty());
        assertThat(listing.files())
                .extracting(RemoteFile::path)
                .containsExactly("1_Pooling/config.json", "model.safetensors");
        assertThat(listing.revision()).matches("[0-9a-f]{64}");
        assertThat(server.origin(KEYS).current()).isEqualTo(listing.revision());
        assertThat(server.requests().get(0))
                .startsWith("GET /models?")
                .contains("prefix=team%2Ftiny%2F")
                .endsWith(" signed");
    }

    @Test
    void theRevisionChangesWithNameSizeAndEtag() throws Exception {
        put("team/tiny/a");
        var first = server.origin(KEYS).current();
        server.put("team/tiny/a", 3, "other", Map.of());
        var second = server.origin(KEYS).current();
        server.put("team/tiny/a", 4, "other", Map.of());
        assertThat(server.origin(KEYS).current()).isNotIn(first, second);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void addressesAreSignedWithoutTheSecret() throws Exception {
        put("team/tiny/a b#ü");
        var url = server.origin(KEYS).list(Optional.empty()).files().get(0).url();
        assertThat(url.encodedPath()).isEqualTo("/models/team/tiny/a%20b%23%C3%BC");
        assertThat(url.queryParameterNames()).contains("X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token");
        assertThat(url.queryParameter("X-Amz-Expires")).isEqualTo("43200");
        assertThat(url.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void anonymousAccessHasPlainAddresses() throws Exception {
        put("team/tiny/a");
        var file =
                server.origin(Optional.empty()).list(Optional.empty()).files().get(0);
        assertThat(file.url()).hasToString(server.endpoint().url() + "models/team/tiny/a");
        assertThat(server.requests()).noneMatch(request -> request.endsWith("signed"));
    }

    @Test
    void digestsAreChecksumsOfTheWholeObjectOrMetadata() throws Exception {
        server.put(
                "team/tiny/full",
                3,
                "e",
                Map.of("x-amz-checksum-sha256", BASE64, "x-amz-checksum-type", "FULL_OBJECT"));
        server.put("team/tiny/untyped", 3, "e", Map.of("x-amz-checksum-sha256", BASE64));
        server.put("team/tiny/metadata", 3, "e", Map.of("x-amz-meta-sha256", HEX.toUpperCase()));
        server.put("team/tiny/parts", 3, "e", Map.of("x-amz-checksum-sha256", BASE64 + "-2"));
        server.put(
                "team/tiny/composite",
                3,
                "e",
                Map.of("x-amz-checksum-sha256", BASE64, "x-amz-checksum-type", "COMPOSITE"));
        server.put("team/tiny/etag", 3, HEX, Map.of("x-amz-meta-sha256", "unknown"));
        var digest = new FileDigest(FileDigest.Algorithm.SHA256, HEX);
        assertThat(server.origin(KEYS).list(Optional.empty()).files())
                .filteredOn(file -> file.digest().isPresent())
                .allSatisfy(file -> assertThat(file.digest()).contains(digest))
                .extracting(RemoteFile::path)
                .containsExactly("full", "metadata", "untyped");
    }

    @Test
    void aPinnedListingThatHasChangedIsNotFound() throws Exception {
        put("team/tiny/a");
        var revision = server.origin(KEYS).current();
        assertThat(server.origin(KEYS).list(Optional.of(revision)).revision()).isEqualTo(revision);
        put("team/tiny/b");
        var failure = failure(() -> server.origin(KEYS).list(Optional.of(revision)));
        assertThat(failure.reason()).isEqualTo(FetchReason.MODEL_NOT_FOUND);
        assertThat(failure)
                .hasMessageStartingWith("s3://models/team/tiny is not what it was when the service was created")
                .hasMessageEndingWith("upload a new model under a new prefix and set model.source.s3.uri to it");
    }

    @Test
    void anEmptyPrefixIsNotFound() {
        var failure = failure(() -> server.origin(KEYS).list(Optional.empty()));
        assertThat(failure.reason()).isEqualTo(FetchReason.MODEL_NOT_FOUND);
        assertThat(failure)
                .hasMessage("the bucket models has no objects under team/tiny/: correct model.source.s3.uri, or upload"
                        + " the model");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | NoSuchBucket | ModelNotFound | the bucket models does not exist at HOST
            403 | AccessDenied | ModelUnauthorized | the keys may not read s3://models/team/tiny: allow them s3:ListBucket and s3:GetObject
            403 | InvalidAccessKeyId | ModelUnauthorized | HOST does not know the access key
            403 | SignatureDoesNotMatch | ModelUnauthorized | HOST does not accept the signature: AWS_SECRET_ACCESS_KEY of
            400 | ExpiredToken | ModelUnauthorized | the temporary keys have expired or are invalid: renew AWS_SESSION_TOKEN
            403 | RequestTimeTooSkewed | ModelUnauthorized | the clock of this node differs from that of HOST by more than 15 minutes
            301 | PermanentRedirect | ModelNotFound | the bucket models is not in the region us-east-1: set model.source.s3.region (--region) to the bucket's region
            403 | Forbidden | ModelUnauthorized | HOST refuses access with the error Forbidden: check the keys of
            418 | Teapot | ModelUnreachable | HOST answers with the error Teapot
            """)
    void errorsHaveReasonAndRemedy(int status, String code, String reason, String message) {
        for (var attempt = 0; attempt < 3; attempt++) {
            server.fail(status, code, "text with AKIAEXAMPLE", Map.of());
        }
        var failure = failure(() -> server.origin(KEYS).list(Optional.empty()));
        assertThat(failure.reason()).hasToString(reason);
        assertThat(failure)
                .hasMessageStartingWith(
                        message.replace("HOST", server.endpoint().host()))
                .hasMessageNotContaining("AKIAEXAMPLE");
    }

    @Test
    void missingKeysAreNamed() {
        server.fail(403, "AccessDenied", "", Map.of());
        assertThat(failure(() -> server.origin(Optional.empty()).list(Optional.empty())))
                .hasMessage("s3://models/team/tiny may not be read without keys: set model.source.s3.credentialsSecret"
                        + " (--credentials-dir)");
    }

    @Test
    void theRightRegionIsNamed() {
        server.fail(
                400,
                "AuthorizationHeaderMalformed",
                "the region 'us-east-1' is wrong; expecting 'eu-west-1'",
                Map.of());
        assertThat(failure(() -> server.origin(KEYS).list(Optional.empty())))
                .hasMessageEndingWith("set model.source.s3.region (--region) to eu-west-1");
        server.fail(
                400,
                "AuthorizationHeaderMalformed",
                "the region \"us-east-1\" is wrong; expecting \"eu-west-2\"",
                Map.of());
        assertThat(failure(() -> server.origin(KEYS).list(Optional.empty())))
                .hasMessageEndingWith("set model.source.s3.region (--region) to eu-west-2");
        server.fail(301, "PermanentRedirect", "", Map.of("x-amz-bucket-region", "ap-south-1"));
        assertThat(failure(() -> server.origin(KEYS).list(Optional.empty())))
                .hasMessageEndingWith("set model.source.s3.region (--region) to ap-south-1");
    }

    @Test
    void keysThatMayListButNotReadAreNamed() {
        put("team/tiny/a");
        server.setHeadStatus(403);
        var failure = failure(() -> server.origin(KEYS).list(Optional.empty()));
        assertThat(failure.reason()).isEqualTo(FetchReason.MODEL_UNAUTHORIZED);
        assertThat(failure).hasMessageContaining("s3:GetObject");
    }

    @Test
    void aServerThatIsNotAvailableIsAskedAgain() throws Exception {
        put("team/tiny/a");
        server.fail(503, "SlowDown", "", Map.of());
        server.failAsHtml(502);
        assertThat(server.origin(KEYS).list(Optional.empty()).files()).hasSize(1);
        server.fail(503, "SlowDown", "", Map.of());
        assertThat(failure(() -> server.origin(KEYS).current()))
                .hasMessage(server.endpoint().host() + " is not available at present (SlowDown)");
    }

    @Test
    void anotherKindOfServerIsNamed() {
        for (var attempt = 0; attempt < 3; attempt++) {
            server.failAsHtml(200 + 204);
        }
        var failure = failure(() -> server.origin(KEYS).list(Optional.empty()));
        assertThat(failure.reason()).isEqualTo(FetchReason.MODEL_UNREACHABLE);
        assertThat(failure)
                .hasMessageEndingWith("does not answer as an S3 server does: check model.source.s3.endpoint");
    }

    @Test
    void aServerThatIsGoneIsUnreachable() {
        var origin = server.origin(KEYS);
        server.close();
        assertThat(failure(() -> origin.list(Optional.empty())).reason()).isEqualTo(FetchReason.MODEL_UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"team/tiny/../x", "team/tiny//x", "team/tiny/./x", "team/tiny/a/../../x"})
    void namesThatLeadElsewhereAreRefused(String key) {
        put(key);
        var failure = failure(() -> server.origin(KEYS).list(Optional.empty()));
        assertThat(failure.reason()).isEqualTo(FetchReason.MODEL_CORRUPT);
        assertThat(failure).hasMessageContaining(key);
    }

    @Test
    void awsIsTheDefault() {
        assertThat(S3Endpoint.of(Optional.empty(), Optional.of("eu-central-1")).url())
                .hasToString("https://s3.eu-central-1.amazonaws.com/");
        assertThat(S3Endpoint.of(Optional.empty(), Optional.empty()).region()).isEqualTo("us-east-1");
        assertThatThrownBy(() -> S3Endpoint.of(Optional.of("https://host/path"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a path");
    }

    @Test
    void addressesOfAwsHaveTheBucketInTheHost() throws Exception {
        var location = new S3Location(S3Location.DEFAULT_HOST, "models", "tiny");
        var bucket = new Bucket(
                location, S3Endpoint.of(Optional.empty(), Optional.of("eu-central-1")), KEYS, FakeS3.client());
        var url = bucket.url(new BucketObject("tiny/a", "a", 1, "e"));
        assertThat(url.host()).isEqualTo("models.s3.eu-central-1.amazonaws.com");
        assertThat(url.encodedPath()).isEqualTo("/tiny/a");
    }

    private void put(String key) {
        server.put(key, 3, "etag", Map.of());
    }

    private interface Request {
        void send() throws FetchException;
    }

    private static FetchException failure(Request request) {
        return catchThrowableOfType(FetchException.class, request::send);
    }
}
