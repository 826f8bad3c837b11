package io.embeddingops.plan.kubernetes;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses.
 *
 * @param address its first address
 * @param bits length of the addresses, 32 or 128
 * @param prefix length of the part that all addresses have in common
 */
record Cidr(BigInteger address, int bits, int prefix) {

    private static final String NUMBER = "(0|[1-9][0-9]{0,2})";
    private static final Pattern FORMAT =
            Pattern.compile("(" + NUMBER + "([.]" + NUMBER + "){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)/" + NUMBER);

    /** The range of that text; empty if it is none. */
    static Optional<Cidr> of(String text) {
        if (!FORMAT.matcher(text).matches()) {
            return Optional.empty();
        }
        var slash = text.indexOf('/');
        try {
            // a literal address, which is not looked up
            var bytes = InetAddress.getByName(text.substring(0, slash)).getAddress();
            var prefix = Integer.parseInt(text.substring(slash + 1));
            var bits = bytes.length * Byte.SIZE;
            return Optional.of(new Cidr(new BigInteger(1, bytes), bits, prefix)).filter(range -> prefix <= bits);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether that range is a part of this one, and not all of it. */
    boolean isWiderThan(Cidr other) {
        return bits == other.bits
                && prefix < other.prefix
                && address.shiftRight(bits - prefix).equals(other.address.shiftRight(bits - prefix));
    }
}
