package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Item;
import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import java.util.Optional;
import java.util.stream.Stream;

/** The images that a service sets, for its server, its model and its volumes. The default image is the administrator's choice and needs no permission. */
final class ImageDemands {

    private ImageDemands() {}

    static Stream<Demand> of(Plan plan) {
        var server = Stream.of(plan.server())
                .filter(given -> !given.imageByDefault())
                .map(given -> new Demand(Bound.IMAGES, "spec.server.image", given.image()));
        var model = plan.model().source().filter(ModelPlan.Image.class::isInstance).stream()
                .map(source -> new Demand(
                        Bound.IMAGES, "spec.model.source.image.reference", ((ModelPlan.Image) source).reference()));
        var mounted = Item.of("spec.pod.volumes", plan.pod().volumes())
                .flatMap(volume -> Optional.ofNullable(volume.value().getImage())
                        .map(image -> Optional.ofNullable(image.getReference()).orElse(""))
                        .map(image -> new Demand(Bound.IMAGES, volume.field() + ".image.reference", image))
                        .stream());
        return Stream.of(model, server, mounted).flatMap(demands -> demands);
    }
}
