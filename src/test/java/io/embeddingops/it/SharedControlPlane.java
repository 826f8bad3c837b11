package io.embeddingops.it;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One control plane with controllers and fake nodes for all test classes that are content with it. */
public final class SharedControlPlane implements BeforeAllCallback, ParameterResolver {

    private static final String CRDS = "crds";

    /** Pods of an earlier test hold theirs until their namespace is gone. */
    private static final String MANY = "500";

    @Override
    public void beforeAll(ExtensionContext context) {
        get(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ControlPlane.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return get(context);
    }

    private static ControlPlane get(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedControlPlane.class))
                .getOrComputeIfAbsent(
                        "control plane",
                        key -> ControlPlane.up("it-" + ProcessHandle.current().pid(), "--crds", CRDS, "--gpus", MANY),
                        ControlPlane.class);
    }
}
