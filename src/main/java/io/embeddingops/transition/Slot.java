package io.embeddingops.transition;

import java.util.Arrays;
import java.util.Optional;

/** One of the two places for servers of a service. They take turns: what starts beside the servers of one gets the other. */
public enum Slot {
    /** The place of a service's first servers. */
    A(""),
    B("-b");

    private final String suffix;

    Slot(String suffix) {
        this.suffix = suffix;
    }

    /** The name of a service's servers in this place. */
    public String servers(String service) {
        return service + suffix;
    }

    /** The other place. */
    public Slot other() {
        return this == A ? B : A;
    }

    /** The place of a service's servers of that name; empty if they have none, as those of spec.fallback. */
    public static Optional<Slot> of(String service, String servers) {
        return Arrays.stream(values())
                .filter(slot -> slot.servers(service).equals(servers))
                .findFirst();
    }
}
