package io.embeddingops.plan.bounds;

import java.util.List;

/** The volume types, by the names of their fields in a Volume. */
public final class VolumeTypes {

    /** Types limited to data of the namespace, the image or the pod. Their contents have their own bounds. */
    public static final List<String> COMMON = List.of(
            "configMap",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "image",
            "persistentVolumeClaim",
            "projected",
            "secret");

    /** Types with wider access: network storage at any address, drivers, programs on the node. */
    public static final List<String> UNCOMMON = List.of(
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
