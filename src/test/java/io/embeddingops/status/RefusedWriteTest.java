package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.resources.ServerDeployment;
import io.embeddingops.resources.SpecFields;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers are those of a real API server. */
class RefusedWriteTest {

    private static final String CONVERSION =
            "failed to convert new object (ai/tiny; apps/v1, Kind=Deployment) to proper"
                    + " version: unable to convert unstructured object to apps/v1, Kind=Deployment: ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            422 | deployments.apps "tiny" is forbidden: ValidatingAdmissionPolicy 'freeze' with binding 'all' denied request: change freeze until Monday. | was refused by ValidatingAdmissionPolicy freeze (binding all): change freeze until Monday. Change this
            403 | deployments.apps "tiny" is forbidden: ValidatingAdmissionPolicy 'freeze' with binding 'all' denied request: no | was refused by ValidatingAdmissionPolicy freeze (binding all): no. Change this
            413 | deployments.apps "tiny" is forbidden: ValidatingAdmissionPolicy 'freeze' denied request: no | was refused by ValidatingAdmissionPolicy freeze: no. Change this
            403 | policy 'mut' with binding 'all' denied request: expression 'x' resulted in error: no such key: labels | was refused by MutatingAdmissionPolicy mut (binding all): expression 'x' resulted in error: no such key: labels. Change
            403 | admission webhook "validation.gatekeeper.sh" denied the request: [owner] you must provide labels: {"owner"} | was refused by the admission webhook validation.gatekeeper.sh: [owner] you must provide labels: {"owner"}. Change
            400 | admission webhook "validate.kyverno.svc-fail" denied the request: resource Deployment/ai/tiny was blocked due to the following policies | was refused by the admission webhook validate.kyverno.svc-fail: resource Deployment/ai/tiny was blocked
            422 | admission webhook "x.example.com" denied the request without explanation | was refused by the admission webhook x.example.com. Change
            500 | Internal error occurred: failed calling webhook "x.example.com": failed to call webhook: Post "https://127.0.0.1:9/x?timeout=2s": dial tcp 127.0.0.1:9: connect: connection refused | was not written, because the admission webhook x.example.com cannot be called: dial tcp 127.0.0.1:9: connect: connection refused. Ask
            500 | Internal error occurred: failed calling webhook "x.example.com": failed to call webhook: Post "https://x.svc:443/?timeout=2s": read tcp 10.0.0.1:41234->10.0.0.2:443: connection reset | cannot be called: 10.0.0.2:443: connection reset. Ask
            500 | Internal error occurred: failed calling webhook "x.example.com": failed to call webhook: Post "https://x.svc:443/?timeout=2s": service "x" not found | cannot be called: service "x" not found. Ask
            403 | deployments.apps "tiny" is forbidden: exceeded quota: q1, requested: count/deployments.apps=1, used: count/deployments.apps=0, limited: count/deployments.apps=0 | was refused by ResourceQuota q1: requested: count/deployments.apps=1, used: count/deployments.apps=0, limited: count/deployments.apps=0. Delete
            403 | pods "tiny" is forbidden: failed quota: q1: must specify limits.cpu for: server | was refused by ResourceQuota q1: must specify limits.cpu for: server. Delete
            403 | deployments.apps "tiny" is forbidden: unable to create new content in namespace ai because it is being terminated | was not written, because namespace ai is being deleted. Create
            403 | pods "tiny" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi | was refused by an admission plugin of the API server: maximum memory usage per Container is 1Gi, but limit is 2Gi. Change
            """)
    void refusalByAdmissionNamesWhoRefused(int code, String answer, String told) {
        var verdict = verdict(answer(code, answer));
        assertThat(verdict.reason()).isEqualTo(Reason.ADMISSION_REFUSED);
        assertThat(verdict.stalled()).isFalse();
        assertThat(verdict.message())
                .startsWith("Deployment tiny was ")
                .contains(told)
                .endsWith("; the operator tries again at least every 5 minutes");
    }

    /** The reason Invalid does not make a policy's refusal a mistake in the spec, and its causes name no field. */
    @Test
    void causesWithoutFieldAreNoSchemaErrors() {
        var message = "ValidatingAdmissionPolicy 'freeze' with binding 'all' denied request: no";
        var answer = new StatusBuilder(answer(422, "deployments.apps \"tiny\" is forbidden: " + message))
                .withReason("Invalid")
                .withNewDetails()
                .addNewCause(null, message, null)
                .endDetails()
                .build();
        assertThat(verdict(answer).reason()).isEqualTo(Reason.ADMISSION_REFUSED);
        assertThat(SchemaError.of(answer)).isEmpty();
    }

    @Test
    void fieldsThatTheSchemaRefusesAreTranslated() {
        var answer = new StatusBuilder(answer(422, "Deployment.apps \"tiny\" is invalid: [...]"))
                .withReason("Invalid")
                .withNewDetails()
                .addNewCause(
                        "spec.template.spec.containers[0].volumeMounts[0].name",
                        "Not found: \"x\"",
                        "FieldValueNotFound")
                .addNewCause("spec.template.labels", "Invalid value: \"x/y/z\": a valid label key", "FieldValueInvalid")
                .addNewCause("spec.template.labels", "Invalid value: \"x/y/z\": a valid label key", "FieldValueInvalid")
                .endDetails()
                .build();
        assertThat(verdict(answer))
                .isEqualTo(new Verdict(
                        Reason.INVALID_SPEC,
                        "Deployment tiny: spec.template.spec.containers[0].volumeMounts[0].name was refused by the API"
                                + " server: Not found: \"x\"; spec.pod.labels was refused by the API server: Invalid value:"
                                + " \"x/y/z\": a valid label key"));
    }

    /** Answered with status 500, although only an edit helps. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            failed to create typed patch object (ai/tiny; apps/v1, Kind=Deployment): .spec.template.spec.topologySpreadConstraints: duplicate entries for key [topologyKey="z",whenUnsatisfiable="DoNotSchedule"] | spec.pod.topologySpreadConstraints was refused by the API server: duplicate entries for key [topologyKey="z",whenUnsatisfiable="DoNotSchedule"]
            failed to create typed patch object (ai/tiny; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="server"].env: duplicate entries for key [name="A"] | spec.server.env was refused by the API server: duplicate entries for key [name="A"]
            failed to create typed patch object (ai/tiny; apps/v1, Kind=Deployment): odd | Deployment tiny was refused by the API server: odd
            """)
    void schemaErrorsOfServerSideApplyWaitForAnEdit(String answer, String told) {
        assertThat(verdict(answer(500, answer))).isEqualTo(new Verdict(Reason.INVALID_SPEC, told));
    }

    @Test
    void allErrorsOfServerSideApplyAreTold() {
        assertThat(verdict(answer(500, """
                        failed to create typed patch object (ai/tiny; apps/v1, Kind=Deployment): errors:
                          .spec.replicas: expected numeric (int or float), got string
                          .spec.template.spec.nodeSelector: expected map
                        """)).message())
                .isEqualTo("spec.replicas was refused by the API server: expected numeric (int or float), got string;"
                        + " spec.pod.nodeSelector was refused by the API server: expected map");
    }

    @Test
    void conversionErrorsWaitForAnEdit() {
        assertThat(verdict(answer(500, CONVERSION + "quantities must match the regular expression '^x$'")))
                .isEqualTo(
                        new Verdict(
                                Reason.INVALID_SPEC,
                                "Deployment tiny was refused by the API server: quantities must match the regular expression '^x$'"));
    }

    /** What a webhook added is nothing that the user can correct. */
    @Test
    void errorInAnInjectedContainerIsNoInvalidSpec() {
        var answer = new StatusBuilder(answer(422, "Deployment.apps \"tiny\" is invalid"))
                .withNewDetails()
                .addNewCause("spec.template.spec.containers[1].image", "Required value", "FieldValueRequired")
                .endDetails()
                .build();
        assertThat(verdict(answer)).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.ADMISSION_REFUSED);
            assertThat(verdict.message())
                    .startsWith("Deployment tiny is invalid after an admission webhook or policy changed it:"
                            + " spec.template.spec.containers[1].image: Required value. Ask");
        });
    }

    @Test
    void immutableFieldIsNoInvalidSpec() {
        var answer = new StatusBuilder(answer(422, "Deployment.apps \"tiny\" is invalid"))
                .withNewDetails()
                .addNewCause("spec.selector", "Invalid value: {}: field is immutable", "FieldValueInvalid")
                .endDetails()
                .build();
        assertThat(verdict(answer)).isEqualTo(Verdict.immutable("Deployment", "tiny"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            403 | deployments.apps "tiny" is forbidden: User "system:serviceaccount:o:op" cannot patch resource "deployments" in API group "apps" in the namespace "ai" | Deployment tiny: the operator's account system:serviceaccount:o:op has no permission to patch deployments; ask
            401 | Unauthorized | Deployment tiny: the API server does not accept the operator's credentials; ask
            500 | etcd is away | Deployment tiny: the API server answered with an error: etcd is away; the operator tries again
            503 | `` | Deployment tiny: the API server answered with an error: status 503; the operator tries again
            """)
    void otherErrorsAreFailures(int code, String answer, String told) {
        assertThat(verdict(answer(code, answer))).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.APPLY_FAILED);
            assertThat(verdict.message()).startsWith(told);
        });
    }

    private static Verdict verdict(Status answer) {
        var plan = Given.plan("{model: {path: /models/tiny}}");
        return new RefusedWrite("Deployment", "tiny", Optional.of(SpecFields.of(ServerDeployment.build(plan), plan)))
                .verdict(answer);
    }

    private static Status answer(int code, String message) {
        return new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage(message)
                .build();
    }
}
