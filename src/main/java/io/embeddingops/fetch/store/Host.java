package io.embeddingops.fetch.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that a writer runs on.
 *
 * @param kernel the same for all containers of a node until it is started again: locks of the operating system work between them
 * @param name host name, for messages; in a pod the name of the pod
 */
record Host(String kernel, String name) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    static Host local() {
        var name = hostName();
        try {
            return new Host(Files.readString(BOOT_ID).strip(), name);
        } catch (IOException e) {
            return new Host(name, name);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
