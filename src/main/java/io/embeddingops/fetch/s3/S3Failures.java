package io.embeddingops.fetch.s3;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.NetworkFailure;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.S3Location;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the errors of an S3 server mean. No message of a server is repeated: it may contain a key. */
final class S3Failures {

    private static final String SECRET = "model.source.s3.credentialsSecret (--credentials-dir)";

    /** "the region 'us-east-1' is wrong; expecting 'eu-central-1'". */
    private static final Pattern EXPECTED_REGION = Pattern.compile("expecting ['\"]([a-z0-9-]+)['\"]");

    private static final Pattern UNAVAILABLE = Pattern.compile("Response code: (?:5\\d\\d|429)\\b");

    private final S3Location location;
    private final S3Endpoint endpoint;
    private final boolean signed;

    S3Failures(S3Location location, S3Endpoint endpoint, boolean signed) {
        this.location = location;
        this.endpoint = endpoint;
        this.signed = signed;
    }

    /** A request of MinIO's client. */
    interface Request<T> {
        T send() throws MinioException, IOException, GeneralSecurityException, FetchException;
    }

    /** Sends the request and gives its failure a reason and a remedy. */
    <T> T named(Request<T> request) throws FetchException {
        try {
            return request.send();
        } catch (ErrorResponseException e) {
            throw of(e);
        } catch (ServerException e) {
            throw unavailable("status " + e.statusCode());
        } catch (MinioException e) {
            throw notS3(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw NetworkFailure.of(e, endpoint.url());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC and SHA-256", e);
        } catch (IllegalArgumentException e) {
            throw notFound("the name of the bucket or of an object is invalid (" + e.getMessage()
                    + "): correct model.source.s3.uri");
        }
    }

    private FetchException of(ErrorResponseException failure) {
        var error = failure.errorResponse();
        var host = endpoint.host();
        return switch (String.valueOf(error.code())) {
            case "NoSuchBucket", "InvalidBucketName" ->
                notFound("the bucket " + location.bucket() + " does not exist at " + host
                        + ": correct model.source.s3.uri, region or endpoint");
            case "NoSuchKey" ->
                notFound("an object of " + location.text()
                        + " was deleted while it was listed: start the download again");
            case "AccessDenied", "AllAccessDisabled", "AccountProblem", "InvalidObjectState" -> denied();
            case "InvalidAccessKeyId", "XAdminUserNotFound" ->
                unauthorized(host + " does not know the access key: set " + SECRET + " to keys of this server");
            case "SignatureDoesNotMatch" ->
                unauthorized(host + " does not accept the signature: AWS_SECRET_ACCESS_KEY of " + SECRET
                        + " does not belong to AWS_ACCESS_KEY_ID, or a proxy changes requests");
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                unauthorized("the temporary keys have expired or are invalid: renew AWS_SESSION_TOKEN of " + SECRET);
            case "RequestTimeTooSkewed", "RequestExpired" ->
                unauthorized("the clock of this node differs from that of " + host
                        + " by more than 15 minutes: synchronize the node's clock");
            case "PermanentRedirect",
                    "TemporaryRedirect",
                    "Redirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException",
                    "BadRequest" -> otherRegion(failure, error.message());
            case "SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "503 SlowDown" ->
                unavailable(error.code());
            default -> unknown(failure.response().code(), error.code());
        };
    }

    private FetchException unknown(int status, String code) {
        return status == 401 || status == 403
                ? unauthorized(
                        endpoint.host() + " refuses access with the error " + code + ": check the keys of " + SECRET)
                : new FetchException(
                        FetchReason.MODEL_UNREACHABLE,
                        endpoint.host() + " answers with the error " + code + ": check model.source.s3");
    }

    private FetchException denied() {
        return unauthorized(
                signed
                        ? "the keys may not read " + location.text()
                                + ": allow them s3:ListBucket and s3:GetObject, or set " + SECRET + " to other keys"
                        : location.text() + " may not be read without keys: set " + SECRET);
    }

    private FetchException otherRegion(ErrorResponseException failure, String message) {
        var region = Optional.ofNullable(failure.response().header("x-amz-bucket-region"))
                .or(() -> {
                    var expected = EXPECTED_REGION.matcher(String.valueOf(message));
                    return expected.find() ? Optional.of(expected.group(1)) : Optional.empty();
                });
        return notFound("the bucket " + location.bucket() + " is not in the region " + endpoint.region()
                + ": set model.source.s3.region (--region) to "
                + region.orElse("the bucket's region, or model.source.s3.endpoint to its server"));
    }

    private FetchException unavailable(String what) {
        return new FetchException(
                FetchReason.MODEL_UNREACHABLE, endpoint.host() + " is not available at present (" + what + ")");
    }

    private FetchException notS3(String message) {
        return UNAVAILABLE.matcher(message).find()
                ? unavailable("status 5xx or 429")
                : new FetchException(
                        FetchReason.MODEL_UNREACHABLE,
                        endpoint.host() + " does not answer as an S3 server does: check model.source.s3.endpoint");
    }

    private static FetchException unauthorized(String message) {
        return new FetchException(FetchReason.MODEL_UNAUTHORIZED, message);
    }

    private static FetchException notFound(String message) {
        return new FetchException(FetchReason.MODEL_NOT_FOUND, message);
    }
}
