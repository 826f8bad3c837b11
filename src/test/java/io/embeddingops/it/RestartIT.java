package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.fixtures.ServerContainers;
import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The restart of an operator with existing services. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class RestartIT {

    private static final int SERVICES = 20;
    private static final String PASSES = "operator_sdk_reconciliations_started_total";

    @Test
    void eachServiceIsReconciledOnceAndChangesAreStillDetected(Tenant tenant) {
        var kubeconfig = Account.in(tenant, "operator")
                .grant(RoleRules.shipped().services())
                .kubeconfig();
        try (var operator = OperatorJar.runAs(kubeconfig, "--namespaces", tenant.namespace())) {
            for (var i = 0; i < SERVICES; i++) {
                // without verification no result triggers a reconcile
                tenant.create(Tenant.gpuService("s-" + i)
                        + "  device: cpu\n  replicas: 1\n  verification: {mode: \"Off\"}\n");
            }
            for (var i = 0; i < SERVICES; i++) {
                tenant.awaitReady("s-" + i, "True", "Ready");
            }
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
        try (var operator = OperatorJar.runAs(kubeconfig, "--namespaces", tenant.namespace())) {
            Awaitility.await()
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(40))
                    .during(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(passes(operator)).isEqualTo(SERVICES));

            Tenant.edit(tenant.deployment("s-7"), deployment -> {
                ServerContainers.of(deployment).setImage("example.com/other:1");
                return deployment;
            });
            tenant.deployment("s-8").delete();

            Tenant.eventually(() -> {
                assertThat(ServerContainers.of(tenant.deployment("s-7").get()).getImage())
                        .isNotEqualTo("example.com/other:1");
                assertThat(tenant.deployment("s-8").get()).isNotNull();
            });
        }
    }

    /** In whatever form the API server stores a value, a restarted operator does not apply it again. */
    @Test
    void restartAppliesOnlyTheEditedDeployment(ControlPlane controlPlane, Tenant tenant) throws IOException {
        var account = Account.in(tenant, "operator").grant(RoleRules.shipped().services());
        String[] flags = {"--namespaces", tenant.namespace(), "--allowed-host-paths", "/usr/local/bin"};
        var names = new ArrayList<String>();
        try (var operator = OperatorJar.runAs(account.kubeconfig(), flags)) {
            for (var example : ExamplesIT.examples().toList()) {
                names.add(tenant.create(Files.readString(example)).getMetadata().getName());
            }
            for (var name : names) {
                tenant.awaitCondition(name, any -> true);
            }
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
        Tenant.edit(tenant.deployment(names.get(0)), deployment -> {
            ServerContainers.of(deployment).setImage("example.com/other:1");
            return deployment;
        });
        var before = applies(controlPlane, account);
        try (var operator = OperatorJar.runAs(account.kubeconfig(), flags)) {
            Tenant.eventually(() -> assertThat(passes(operator)).isGreaterThanOrEqualTo(names.size()));
            Tenant.eventually(() -> assertThat(
                            ServerContainers.of(tenant.deployment(names.get(0)).get())
                                    .getImage())
                    .isNotEqualTo("example.com/other:1"));
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
        assertThat(applies(controlPlane, account) - before)
                .as("only the edited Deployment is applied again")
                .isEqualTo(1);
    }

    /** Writes of the objects that services own. */
    private static long applies(ControlPlane controlPlane, Account account) {
        var owned = Kinds.all().built().stream()
                .map(kind -> HasMetadata.getPlural(kind.type()))
                .collect(Collectors.toSet());
        return AuditLog.of(controlPlane, account).writes().stream()
                .filter(request -> owned.contains(request.permission().resource()))
                .count();
    }

    private static double passes(OperatorJar operator) throws IOException, InterruptedException {
        return operator.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(PASSES))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
