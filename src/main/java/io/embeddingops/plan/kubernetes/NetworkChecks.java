package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.items;
import static io.embeddingops.plan.kubernetes.Check.matches;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.range;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Peers and rules of a NetworkPolicy. */
final class NetworkChecks {

    private static final Pattern PORT_NAME = Pattern.compile("(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_PORT = 65535;

    private static final Check CIDR = all(
            matches(
                    text -> Cidr.of(text).isPresent(),
                    "must be a range of addresses such as 10.0.0.0/8 or 2001:db8::/64"),
            matches(
                    text -> Cidr.of(text).filter(range -> !range.isCanonical()).isEmpty(),
                    "must begin with the first address of the range: set all bits after the prefix to 0"));

    private static final Check IP_BLOCK =
            all(required("cidr", CIDR), items("except", CIDR), NetworkChecks::exceptInsideCidr);

    /** A peer: an address range, or pods and namespaces. */
    static final Check PEER = all(
            NetworkChecks::oneKind,
            given("podSelector", SelectorChecks.LABEL_SELECTOR),
            given("namespaceSelector", SelectorChecks.LABEL_SELECTOR),
            given("ipBlock", IP_BLOCK));

    private static final Check PORT = all(
            given("protocol", oneOf("TCP", "UDP", "SCTP")), given("port", NetworkChecks::port), NetworkChecks::endPort);

    /** A rule of outgoing connections. */
    static final Check EGRESS_RULE = all(items("to", PEER), items("ports", PORT));

    private NetworkChecks() {}

    private static Stream<FieldError> oneKind(Value peer) {
        var selector =
                peer.at("podSelector").isGiven() || peer.at("namespaceSelector").isGiven();
        if (peer.at("ipBlock").isGiven() && selector) {
            return Stream.of(peer.error(
                    "must not have both ipBlock and a selector: write them as two items, or keep one of them"));
        }
        return selector || peer.at("ipBlock").isGiven()
                ? Stream.empty()
                : Stream.of(peer.error("must have one of podSelector, namespaceSelector and ipBlock"));
    }

    private static Stream<FieldError> exceptInsideCidr(Value block) {
        var whole = Cidr.of(block.at("cidr").text());
        return block.at("except")
                .items()
                .filter(part -> both(whole, Cidr.of(part.text())))
                .map(part -> part.wrong("must be a smaller range inside cidr"));
    }

    private static boolean both(Optional<Cidr> whole, Optional<Cidr> part) {
        return whole.isPresent() && part.isPresent() && !whole.get().isWiderThan(part.get());
    }

    private static Stream<FieldError> port(Value port) {
        return port.json().isNumber()
                ? range(1, MAX_PORT).of(port)
                : matches(
                                PORT_NAME.asMatchPredicate(),
                                "must be a number, or a port's name of at most 15 lower-case letters, digits and single"
                                        + " '-', with at least one letter")
                        .of(port);
    }

    private static Stream<FieldError> endPort(Value port) {
        var start = port.at("port");
        var end = port.at("endPort");
        if (!end.isGiven()) {
            return Stream.empty();
        } else if (!start.json().isNumber()) {
            return Stream.of(end.error("needs a number in port: set it, or remove endPort"));
        }
        return range(Math.max(1, start.json().asLong()), MAX_PORT).of(end);
    }
}
