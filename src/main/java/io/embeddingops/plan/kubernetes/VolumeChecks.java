package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.items;
import static io.embeddingops.plan.kubernetes.Check.matches;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.stream.Stream;

/** Volumes of data in the cluster, the image, the pod and the node. */
final class VolumeChecks {

    private static final Check MODE = at("defaultMode", Formats.MODE);

    /** Keys of a ConfigMap or Secret, and the files that they become. */
    static final Check FILES =
            items("items", required("key"), required("path", Formats.FILE), at("mode", Formats.MODE));

    private static final Check EMPTY_DIR = all(
            at("medium", matches(medium -> medium.matches("Memory|HugePages(-.+)?"), "must be Memory or HugePages")),
            at("sizeLimit", Formats.NOT_NEGATIVE));

    private static final Check HOST_PATH = given(
            "type",
            matches(
                    type -> type.matches("|(Directory|File)(OrCreate)?|Socket|CharDevice|BlockDevice"),
                    "must be Directory, DirectoryOrCreate, File, FileOrCreate, Socket, CharDevice or BlockDevice"));

    /** An item of {@code volumes}. */
    static final Check VOLUME = all(
            at("name", Formats.DNS_LABEL),
            VolumeChecks::oneType,
            at("configMap", required("name"), MODE, FILES),
            at("downwardAPI", MODE, items("items", FieldRefs.FILE)),
            at("emptyDir", EMPTY_DIR),
            at("ephemeral", required("volumeClaimTemplate", ClaimChecks.TEMPLATE)),
            at("hostPath", HOST_PATH),
            at("image", at("pullPolicy", oneOf("Always", "IfNotPresent", "Never"))),
            at("persistentVolumeClaim", required("claimName", Formats.DNS_NAME)),
            at("projected", MODE, items("sources", ProjectedChecks.SOURCE), ProjectedChecks::paths),
            at("secret", required("secretName"), MODE, FILES),
            StorageChecks.STORAGE);

    private VolumeChecks() {}

    private static Stream<FieldError> oneType(Value volume) {
        var types = volume.keys().stream().filter(key -> !key.equals("name")).toArray(String[]::new);
        return Check.atMostOne(types).of(volume);
    }
}
