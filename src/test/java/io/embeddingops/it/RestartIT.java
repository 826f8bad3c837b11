package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.fixtures.ServerContainers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an operator finds when it starts. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class RestartIT {

    private static final int SERVICES = 20;
    private static final String NOT_RECOGNIZED = "not to the letter";
    private static final String PASSES = "operator_sdk_reconciliations_started_total";

    @Test
    void eachServiceIsLookedAtOnceAndChangesAreStillHeard(Tenant tenant) {
        var kubeconfig = Account.in(tenant, "operator")
                .grant(RoleRules.shipped().services())
                .kubeconfig();
        try (var operator = OperatorJar.runAs(kubeconfig, "--namespaces", tenant.namespace())) {
            for (var i = 0; i < SERVICES; i++) {
                // nothing is asked of the pods, and their answers cause no pass
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

    /** Or each restart would compare twice, the second time at a greater cost, and nobody would see it. */
    @Test
    void whatWasAppliedIsRecognizedToTheLetter(Tenant tenant) throws IOException {
        var kubeconfig = Account.in(tenant, "operator")
                .grant(RoleRules.shipped().services())
                .kubeconfig();
        String[] flags = {
            "--namespaces", tenant.namespace(), "--allowed-host-paths", "/usr/local/bin", "--log-level", "debug"
        };
        var names = new ArrayList<String>();
        try (var operator = OperatorJar.runAs(kubeconfig, flags)) {
            for (var example : ExamplesIT.examples().toList()) {
                names.add(tenant.create(Files.readString(example)).getMetadata().getName());
            }
            for (var name : names) {
                tenant.awaitCondition(name, any -> true);
            }
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
        try (var operator = OperatorJar.runAs(kubeconfig, flags)) {
            Tenant.eventually(() -> assertThat(passes(operator)).isGreaterThanOrEqualTo(names.size()));
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
            assertThat(operator.log()).doesNotContain(NOT_RECOGNIZED);
        }
        Tenant.edit(tenant.deployment(names.get(0)), deployment -> {
            ServerContainers.of(deployment).setImage("example.com/other:1");
            return deployment;
        });
        try (var operator = OperatorJar.runAs(kubeconfig, flags)) {
            Tenant.eventually(() -> assertThat(operator.log()).contains(NOT_RECOGNIZED));
        }
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
