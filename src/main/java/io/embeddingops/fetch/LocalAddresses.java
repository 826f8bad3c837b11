package io.embeddingops.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/** Addresses at which a node or a cloud answers only its own processes: a service must not make {@code fetch} ask them. */
final class LocalAddresses {

    /** Metadata services of clouds outside the link-local ranges: AWS and Google over IPv6, Alibaba, Azure. */
    private static final Set<String> METADATA =
            Set.of("fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254", "100.100.100.200", "168.63.129.16");

    /** The first 12 bytes of 64:ff9b::/96, which stands for IPv4 addresses behind a NAT64 gateway. */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private LocalAddresses() {}

    static boolean contain(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                // 0.0.0.0/8 is "this host" on Linux, and 255.255.255.255 is broadcast
                || address.getAddress().length == 4 && (address.getAddress()[0] == 0 || address.getAddress()[0] == -1)
                || METADATA.contains(address.getHostAddress())
                || address instanceof Inet6Address && containsEmbedded(address.getAddress());
    }

    private static boolean containsEmbedded(byte[] address) {
        if (!Arrays.equals(address, 0, NAT64.length, NAT64, 0, NAT64.length)) {
            return false;
        }
        try {
            return contain(InetAddress.getByAddress(Arrays.copyOfRange(address, NAT64.length, address.length)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
