package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import java.util.Map;
import java.util.stream.Stream;

/** The types of the service's volumes, including types unknown to this version; hostPath has its own bound. */
final class VolumeTypeDemands {

    private VolumeTypeDemands() {}

    static Stream<Demand> of(Plan plan) {
        return Item.of("spec.pod.volumes", plan.pod().volumes())
                .flatMap(volume -> Tree.of(volume.value()).properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(type -> !type.equals("name") && !type.equals("hostPath"))
                        .map(type -> new Demand(Bound.VOLUME_TYPES, volume.field() + "." + type, type)));
    }
}
