package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.atMostOne;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.items;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.range;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Sources of a projected volume. */
final class ProjectedChecks {

    private static final int MIN_TOKEN_SECONDS = 600;
    private static final long MAX_TOKEN_SECONDS = 1L << 32;
    private static final int MIN_CERTIFICATE_SECONDS = 3600;
    private static final int MAX_CERTIFICATE_SECONDS = 91 * 24 * 3600;

    private static final List<String> LISTS = List.of("secret", "configMap", "downwardAPI");
    private static final List<String> CERTIFICATE_PATHS =
            List.of("credentialBundlePath", "keyPath", "certificateChainPath");

    private static final Check TRUST_BUNDLE = all(
            required("path", Formats.FILE),
            Check.exactlyOne("name", "signerName"),
            given("name", Check.refuse(Value::isEmpty, "must not be empty")),
            given("signerName", Check.refuse(Value::isEmpty, "must not be empty")),
            at("labelSelector", SelectorChecks.LABEL_SELECTOR),
            bundle -> bundle.at("name").isGiven() && bundle.at("labelSelector").isGiven()
                    ? Stream.of(bundle.at("labelSelector").error("is only possible with signerName"))
                    : Stream.empty());

    private static final Check CERTIFICATE = all(
            required("signerName"),
            required("keyType", oneOf("RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519")),
            at("maxExpirationSeconds", range(MIN_CERTIFICATE_SECONDS, MAX_CERTIFICATE_SECONDS)),
            at("credentialBundlePath", Formats.FILE),
            at("keyPath", Formats.FILE),
            at("certificateChainPath", Formats.FILE),
            certificate -> CERTIFICATE_PATHS.stream()
                            .allMatch(path -> certificate.at(path).isEmpty())
                    ? Stream.of(certificate.error("must have a path: " + String.join(", ", CERTIFICATE_PATHS)))
                    : Stream.empty());

    /** An item of {@code sources}. */
    static final Check SOURCE = all(
            atMostOne(
                    "clusterTrustBundle",
                    "configMap",
                    "downwardAPI",
                    "podCertificate",
                    "secret",
                    "serviceAccountToken"),
            at("clusterTrustBundle", TRUST_BUNDLE),
            at("configMap", required("name"), VolumeChecks.FILES),
            at("downwardAPI", items("items", FieldRefs.FILE)),
            at("podCertificate", CERTIFICATE),
            at("secret", required("name"), VolumeChecks.FILES),
            at(
                    "serviceAccountToken",
                    required("path", Formats.FILE),
                    at("expirationSeconds", range(MIN_TOKEN_SECONDS, MAX_TOKEN_SECONDS))));

    private ProjectedChecks() {}

    /** Files of different sources must have different paths. */
    static Stream<FieldError> paths(Value projected) {
        var seen = new HashSet<String>();
        return projected
                .at("sources")
                .items()
                .flatMap(source -> Stream.concat(
                        LISTS.stream()
                                .flatMap(list -> source.at(list).at("items").items())
                                .map(item -> item.at("path")),
                        Stream.concat(
                                Stream.of(source.at("clusterTrustBundle").at("path")),
                                CERTIFICATE_PATHS.stream()
                                        .map(path -> source.at("podCertificate").at(path)))))
                .filter(path -> !path.isEmpty() && !seen.add(path.text()))
                .map(path -> path.wrong("is already the path of another file: choose another path"));
    }
}
