package io.embeddingops.kinds;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.stream.Stream;

/** The objects of a service with several groups of servers. */
public final class ServiceObjects {

    private ServiceObjects() {}

    /** The objects of the servers that the Service selects, and then those of the other groups. */
    public static List<HasMetadata> build(Plan front, List<Plan> others) {
        return Stream.concat(
                        Kinds.all().build(front).stream(),
                        others.stream()
                                .flatMap(group -> Kinds.all().build(group).stream()
                                        .filter(object ->
                                                object.getMetadata().getName().startsWith(group.servers()))))
                .toList();
    }
}
