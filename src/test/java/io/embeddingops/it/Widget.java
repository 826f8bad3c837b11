package io.embeddingops.it;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An optional kind whose CRD may be missing. A service gets one if its Service has an annotation. */
@Group(Widget.GROUP)
@Version("v1")
@Plural("widgets")
public final class Widget extends CustomResource<Map<String, String>, Void> implements Namespaced {

    static final String GROUP = "optional.example.com";
    static final String CRD = "widgets." + GROUP;
    static final String WANTED_BY = "example.com/color";

    private static final long serialVersionUID = 1L;

    private static final String MANIFEST = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.optional.example.com}
            spec:
              group: optional.example.com
              scope: Namespaced
              names: {kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties: {spec: {type: object, additionalProperties: {type: string}}}
            """;

    /** The CRD. */
    static String crd() {
        return MANIFEST;
    }

    /** The widget with that name suffix, if the plan asks for widgets. */
    static Optional<Widget> build(Plan plan, String suffix) {
        return Optional.ofNullable(plan.service().annotations().get(WANTED_BY)).map(color -> {
            var widget = new Widget();
            widget.getMetadata().setName(plan.name() + suffix);
            widget.getMetadata().setNamespace(plan.namespace());
            widget.getMetadata().setLabels(new HashMap<>(Map.of("app.kubernetes.io/managed-by", "embedding-operator")));
            widget.setSpec(Map.of("color", color));
            return widget;
        });
    }
}
