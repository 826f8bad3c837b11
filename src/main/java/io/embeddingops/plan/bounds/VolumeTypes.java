package io.embeddingops.plan.bounds;

import java.util.List;

/** The types of volumes there are, by the names of their fields in a Volume. */
public final class VolumeTypes {

    /** Those that hold nothing but what the namespace, the image or the pod itself has. Their contents have bounds of their own. */
    public static final List<String> USUAL = List.of(
            "configMap",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "image",
            "persistentVolumeClaim",
            "projected",
            "secret");

    /** Those that reach beyond: network storage at an address that the service names, drivers, programs of the node. */
    public static final List<String> UNUSUAL = List.of(
            "awsElasticBlockStore",
            "azureDisk",
            "azureFile",
            "cephfs",
            "cinder",
            "csi",
            "fc",
            "flexVolume",
            "flocker",
            "gcePersistentDisk",
            "gitRepo",
            "glusterfs",
            "iscsi",
            "nfs",
            "photonPersistentDisk",
            "portworxVolume",
            "quobyte",
            "rbd",
            "scaleIO",
            "storageos",
            "vsphereVolume");

    private VolumeTypes() {}
}
