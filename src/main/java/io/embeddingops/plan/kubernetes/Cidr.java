package io.embeddingops.plan.kubernetes;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses.
 *
 * @param address the given address, the first one if the range is canonical
 * @param bits length of the addresses, 32 or 128
 * @param prefix length of the part that all addresses have in common
 */
record Cidr(BigInteger address, int bits, int prefix) {

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int IPV6_GROUPS = 8;
    private static final int HEXADECIMAL = 16;
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "([.]" + BYTE + "){3}");
    private static final Pattern IPV6 =
            Pattern.compile("((" + GROUP + ":)*" + GROUP + ")?(::((" + GROUP + ":)*" + GROUP + ")?)?");
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** The range of that text; empty if it is none. */
    static Optional<Cidr> of(String text) {
        var slash = text.indexOf('/');
        if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        var prefix = Integer.parseInt(text.substring(slash + 1));
        var address = text.substring(0, slash);
        return (IPV4.matcher(address).matches()
                        ? Optional.of(new Cidr(ipv4(address), IPV4_BITS, prefix))
                        : ipv6(address).map(number -> new Cidr(number, IPV6_BITS, prefix)))
                .filter(range -> range.prefix <= range.bits);
    }

    private static BigInteger ipv4(String address) {
        var number = BigInteger.ZERO;
        for (var part : address.split("[.]")) {
            number = number.shiftLeft(Byte.SIZE).add(new BigInteger(part));
        }
        return number;
    }

    private static Optional<BigInteger> ipv6(String address) {
        if (!address.contains(":") || !IPV6.matcher(address).matches()) {
            return Optional.empty();
        }
        var gap = address.indexOf("::");
        var before = groups(gap < 0 ? address : address.substring(0, gap));
        var after = groups(gap < 0 ? "" : address.substring(gap + 2));
        var given = before.length + after.length;
        if (gap < 0 ? given != IPV6_GROUPS : given >= IPV6_GROUPS) {
            return Optional.empty();
        }
        return Optional.of(number(before)
                .shiftLeft(Short.SIZE * (IPV6_GROUPS - before.length))
                .add(number(after)));
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":");
    }

    private static BigInteger number(String[] groups) {
        var number = BigInteger.ZERO;
        for (var group : groups) {
            number = number.shiftLeft(Short.SIZE).add(new BigInteger(group, HEXADECIMAL));
        }
        return number;
    }

    /** Whether its address is the first one of the range, as newer versions of Kubernetes require. */
    boolean isCanonical() {
        return address.equals(address.shiftRight(bits - prefix).shiftLeft(bits - prefix));
    }

    /** Whether that range is a part of this one, and not all of it. */
    boolean isWiderThan(Cidr other) {
        return bits == other.bits
                && prefix < other.prefix
                && address.shiftRight(bits - prefix).equals(other.address.shiftRight(bits - prefix));
    }
}
