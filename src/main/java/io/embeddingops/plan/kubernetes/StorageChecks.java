package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.matches;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.range;
import static io.embeddingops.plan.kubernetes.Check.refuse;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.Locale;
import java.util.stream.Stream;

/** Volumes of network storage and drivers. */
final class StorageChecks {

    private static final Check BYTE = range(0, 255);
    private static final Check SECRET = at("secretRef", required("name"));

    private static final Check ISCSI_NAME = matches(
            name -> name.matches(
                    "iqn[.]\\d{4}-\\d{2}[.]([A-Za-z0-9-.]+)(:[^,;*&$|\\s]+)?|eui[.][0-9A-Fa-f]{16}|naa[.][0-9A-Fa-f]{32}"),
            "must be an iSCSI name such as iqn.2001-04.com.example:disk1");

    private static final Check AZURE_DISK = all(
            required("diskName"),
            required("diskURI"),
            given("cachingMode", oneOf("None", "ReadOnly", "ReadWrite")),
            given("kind", oneOf("Shared", "Dedicated", "Managed")),
            disk -> disk.at("kind").isGiven()
                    ? matches(
                                    disk.at("kind").text().equals("Managed")
                                            ? uri -> uri.startsWith("/subscriptions/")
                                            : uri -> uri.startsWith("https://"),
                                    "must start with /subscriptions/ for kind Managed, and with https:// for others")
                            .of(disk.at("diskURI"))
                    : Stream.empty());

    private static final Check FLEX = all(
            required("driver"),
            given(
                    "options",
                    options -> options.keys().stream()
                            .filter(StorageChecks::isReserved)
                            .map(name -> options.at(name)
                                    .error("must be removed: names of kubernetes.io and k8s.io are reserved"))));

    /** A volume of any of these types. */
    static final Check STORAGE = all(
            at("awsElasticBlockStore", required("volumeID"), at("partition", BYTE)),
            at("azureDisk", AZURE_DISK),
            at("azureFile", required("secretName"), required("shareName")),
            at("cephfs", required("monitors")),
            at("cinder", required("volumeID"), SECRET),
            at(
                    "csi",
                    required(
                            "driver",
                            matches(
                                    name -> name.length() <= 63 && Formats.isDnsName(name.toLowerCase(Locale.ROOT)),
                                    "must be the name of a CSI driver: at most 63 letters, digits, '-' and '.'")),
                    at("nodePublishSecretRef", required("name", Formats.DNS_NAME))),
            at("fc", StorageChecks::fibreChannel),
            at("flexVolume", FLEX),
            at(
                    "flocker",
                    Check.exactlyOne("datasetName", "datasetUUID"),
                    at("datasetName", refuse(name -> name.text().contains("/"), "must not contain '/'"))),
            at("gcePersistentDisk", required("pdName"), at("partition", BYTE)),
            at("gitRepo", required("repository"), at("directory", Formats.RELATIVE)),
            at("glusterfs", required("endpoints"), required("path")),
            at(
                    "iscsi",
                    required("targetPortal"),
                    required("iqn", ISCSI_NAME),
                    at("lun", BYTE),
                    given("initiatorName", ISCSI_NAME),
                    StorageChecks::chap),
            at("nfs", required("server"), required("path", Formats.ABSOLUTE)),
            at("photonPersistentDisk", required("pdID")),
            at("portworxVolume", required("volumeID")),
            at(
                    "quobyte",
                    required(
                            "registry",
                            matches(
                                    hosts -> hosts.matches("[^,:]*:[^,:]*(,[^,:]*:[^,:]*)*"),
                                    "must be host:port, or several of them separated by commas")),
                    required("volume"),
                    at("tenant", refuse(tenant -> tenant.text().length() > 64, "must have at most 64 characters"))),
            at("rbd", required("monitors"), required("image")),
            at("scaleIO", required("gateway"), required("system"), required("volumeName")),
            at(
                    "storageos",
                    required("volumeName", Formats.DNS_LABEL),
                    at("volumeNamespace", Formats.DNS_LABEL),
                    SECRET),
            at("vsphereVolume", required("volumePath")));

    private StorageChecks() {}

    private static boolean isReserved(String option) {
        var domain = "." + option.replaceFirst("/.*", "").toLowerCase(Locale.ROOT);
        return domain.endsWith(".kubernetes.io") || domain.endsWith(".k8s.io");
    }

    private static Stream<FieldError> fibreChannel(Value volume) {
        var names = volume.at("targetWWNs");
        if (names.isEmpty() == volume.at("wwids").isEmpty()) {
            return Stream.of(volume.error("must have either targetWWNs or wwids"));
        }
        return names.isEmpty() ? Stream.empty() : required("lun", BYTE).of(volume);
    }

    private static Stream<FieldError> chap(Value volume) {
        return (volume.at("chapAuthDiscovery").json().asBoolean()
                                || volume.at("chapAuthSession").json().asBoolean())
                        && !volume.at("secretRef").isGiven()
                ? Stream.of(volume.at("secretRef").error("is required for CHAP"))
                : Stream.empty();
    }
}
