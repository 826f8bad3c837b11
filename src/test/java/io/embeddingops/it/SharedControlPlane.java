package io.embeddingops.it;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One control plane with controllers and fake nodes, shared by test classes. It also resolves a {@link Tenant} parameter,
 * without an operator, which lives as long as the test or class that requests it.
 */
public final class SharedControlPlane implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedControlPlane.class);

    private static final String CRDS = "crds";

    /** GPUs per node. Pods of earlier tests hold theirs until their namespace is deleted. */
    private static final String GPUS = "500";

    @Override
    public void beforeAll(ExtensionContext context) {
        get(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == ControlPlane.class || type == Tenant.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tenant.class
                ? context.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(Tenant.class, key -> new Tenant(get(context)), Tenant.class)
                : get(context);
    }

    private static ControlPlane get(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "control plane",
                        key -> ControlPlane.up("it-" + ProcessHandle.current().pid(), "--crds", CRDS, "--gpus", GPUS),
                        ControlPlane.class);
    }
}
