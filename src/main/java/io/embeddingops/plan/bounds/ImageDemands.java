package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Plan;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The images that a service names; one that it does not name is the administrator's own choice. */
final class ImageDemands {

    private ImageDemands() {}

    static Stream<Demand> of(Plan plan) {
        var server = Stream.of(plan.server())
                .filter(given -> !given.imageByDefault())
                .map(given -> new Demand(Bound.IMAGES, "spec.server.image", given.image()));
        var volumes = plan.pod().volumes();
        var mounted = IntStream.range(0, volumes.size())
                .boxed()
                .flatMap(index -> Optional.ofNullable(volumes.get(index).getImage())
                        .map(image -> Optional.ofNullable(image.getReference()).orElse(""))
                        .map(image ->
                                new Demand(Bound.IMAGES, "spec.pod.volumes[" + index + "].image.reference", image))
                        .stream());
        return Stream.concat(server, mounted);
    }
}
