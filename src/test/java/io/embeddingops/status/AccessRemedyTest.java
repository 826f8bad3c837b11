package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Remedies that name fields of access and egress. */
class AccessRemedyTest {

    private static final String UNREACHABLE =
            "state: {waiting: {reason: CrashLoopBackOff}}, lastState: {" + FetchPods.failed("ModelUnreachable") + "}";

    @Test
    void egressIsACauseOfADownloadThatReachesNothing() {
        assertThat(download("server: {egress: None}"))
                .contains("spec.server.egress: None lets the pod connect to nothing");
        assertThat(download("server: {egress: Listed, egressTo: [{ports: [{port: 443}]}]}"))
                .contains("check that spec.server.egressTo lists the source");
        assertThat(download("")).doesNotContain("egress");
    }

    @Test
    void missingCertificateNamesTheField() {
        var pod = Observations.placed("a", "False 10:00:01", """
                ready: false
                restartCount: 0
                state: {waiting: {reason: ContainerCreating}}
                """);
        var event = Observations.event(
                pod,
                "10:00:20",
                "FailedMount",
                "MountVolume.SetUp failed for volume \"tls\" : secret \"cert\" not found");
        var verdict = Checks.verdict(
                plan("access: {tls: {secretName: cert}}"), Observations.of(pod).withEvents(List.of(event)));
        assertThat(verdict.reason()).isEqualTo(Reason.VOLUME_MOUNT_FAILED);
        assertThat(verdict.message())
                .endsWith(": create Secret cert with tls.crt and tls.key, or correct spec.access.tls.secretName");
    }

    @Test
    void closedServersAreReportedBeforeTheirGates() {
        var seen = Observations.of(Observations.deployment(1, 1), Observations.ready("a"));
        var plan = plan("access: {apiKeySecret: {name: keys}}\nverification: {mode: Enforce}");
        assertThat(Checks.verdict(plan, seen).reason()).isEqualTo(Reason.READY);
        assertThat(Checks.verdict(plan, seen.withClosed(true)).reason()).isEqualTo(Reason.NO_API_KEYS);
    }

    private static String download(String more) {
        return Checks.verdict(plan(more), Observations.of(FetchPods.pod("a", 1, UNREACHABLE)))
                .message();
    }

    private static Plan plan(String more) {
        return (Plan) new Planner(Given.LENIENT).plan(Given.service("model: {path: /models/tiny}\n" + more));
    }
}
