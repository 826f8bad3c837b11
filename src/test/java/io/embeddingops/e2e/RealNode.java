package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster with a real node for all test classes. Resolves parameters of type {@link ControlPlane},
 * {@link SharedServices}, which live as long as the cluster, and {@link Tenant} with an operator, which lives as long as
 * the requesting class or method.
 */
public final class RealNode
        implements BeforeAllCallback,
                ParameterResolver,
                AfterTestExecutionCallback,
                LifecycleMethodExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(RealNode.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == ControlPlane.class || type == SharedServices.class || type == Tenant.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        var controlPlane = cluster(context).controlPlane();
        if (type == Tenant.class) {
            return context.getStore(NAMESPACE)
                    .getOrComputeIfAbsent(type, key -> SglangService.tenant(controlPlane), Tenant.class);
        } else if (type == SharedServices.class) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(type, key -> new SharedServices(controlPlane), SharedServices.class);
        }
        return controlPlane;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException()
                .ifPresent(failure ->
                        FailureDiagnostics.gather(context, cluster(context).controlPlane()));
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        FailureDiagnostics.gather(context, cluster(context).controlPlane());
        throw failure;
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        FailureDiagnostics.gather(context, cluster(context).controlPlane());
        throw failure;
    }

    /** The address at which pods reach this machine. */
    static String address(ControlPlane controlPlane) {
        try (var client = controlPlane.client()) {
            return client.nodes().withName("node-0").get().getStatus().getAddresses().stream()
                    .filter(candidate -> candidate.getType().equals("InternalIP"))
                    .findFirst()
                    .orElseThrow()
                    .getAddress();
        }
    }

    private static RealCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(RealCluster.class, key -> RealCluster.up(), RealCluster.class);
    }
}
