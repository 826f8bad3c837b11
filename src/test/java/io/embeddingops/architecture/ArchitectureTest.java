package io.embeddingops.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

/** Which packages may depend on which, and what pure packages must not use. */
@AnalyzeClasses(packages = "io.embeddingops", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PURE = {
        "io.embeddingops.plan..",
        "io.embeddingops.verification..",
        "io.embeddingops.guard..",
        "io.embeddingops.resources..",
        "io.embeddingops.kinds..",
        "io.embeddingops.source..",
        "io.embeddingops.status..",
        "io.embeddingops.transition.."
    };

    @ArchTest
    static final ArchRule pureCodeUsesNoClient = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8.kubernetes.client..",
                    "io.javaoperatorsdk..",
                    "okhttp3..",
                    "picocli..",
                    "io.micrometer..",
                    "org.slf4j..",
                    "java.net..",
                    "java.nio.file..");

    @ArchTest
    static final ArchRule pureCodeUsesNoClockAndNoEnvironment = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(type(Clock.class))
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    @ArchTest
    static final ArchRule theApiDependsOnNothingElse = only("api..", "api..", "text..");

    @ArchTest
    static final ArchRule thePlanDependsOnTheApi = only("plan..", "plan..", "source..", "api..");

    @ArchTest
    static final ArchRule resourcesDependOnThePlan =
            only("resources..", "resources..", "guard..", "verification..", "plan..", "keda..", "source..", "api..");

    @ArchTest
    static final ArchRule kindsDependOnTheirBuilders = only("kinds..", "kinds..", "resources..", "plan..", "keda..");

    @ArchTest
    static final ArchRule theApiOfKedaDependsOnNothingElse = only("keda..", "keda..");

    @ArchTest
    static final ArchRule theClientDependsOnKindsAndLeadership =
            only("client..", "client..", "kinds..", "leadership..", "plan..", "api..");

    @ArchTest
    static final ArchRule onlyTheClientHooksIntoOkHttpAndJackson = noClasses()
            .that()
            .resideOutsideOfPackage("io.embeddingops.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "okhttp3.internal..",
                    "io.fabric8.kubernetes.client.okhttp..",
                    "com.fasterxml.jackson.databind.deser..",
                    "com.fasterxml.jackson.databind.ser..",
                    "com.fasterxml.jackson..impl..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo("okhttp3.Interceptor")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("UTF8StreamJsonParser");

    @ArchTest
    static final ArchRule noClassExtendsAModelOfKubernetes = noClasses()
            .should(new ArchCondition<>("extend a class of io.fabric8.kubernetes.api.model") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getAllRawSuperclasses().stream()
                            .filter(above -> above.getPackageName().startsWith("io.fabric8.kubernetes.api.model"))
                            .forEach(above -> events.add(SimpleConditionEvent.satisfied(
                                    type, type.getName() + " extends " + above.getName())));
                }
            });

    @ArchTest
    static final ArchRule sourcesDependOnNothingElse = only("source..", "source..");

    @ArchTest
    static final ArchRule theDownloadDependsOnSources = only("fetch..", "fetch..", "source..", "text..");

    @ArchTest
    static final ArchRule theVerificationDependsOnNothingElse = only("verification..", "verification..");

    @ArchTest
    static final ArchRule theGuardDependsOnPlanAndVerification =
            only("guard..", "guard..", "verification..", "plan..", "api..", "text..");

    @ArchTest
    static final ArchRule theStatusDependsOnPlanAndResources = only(
            "status..",
            "status..",
            "resources..",
            "guard..",
            "verification..",
            "plan..",
            "keda..",
            "source..",
            "api..",
            "text..");

    @ArchTest
    static final ArchRule theConfigurationDependsOnThePlan =
            only("config..", "config..", "plan..", "source..", "api.v1alpha1..", "text..");

    @ArchTest
    static final ArchRule onlyTheProgramUsesTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackages("io.embeddingops", "io.embeddingops.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.embeddingops.cli..");

    @ArchTest
    static final ArchRule onlyTheProgramUsesTheReconciler = noClasses()
            .that()
            .resideOutsideOfPackages("io.embeddingops", "io.embeddingops.cli..", "io.embeddingops.reconciler..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.embeddingops.reconciler..");

    /** Of the project's packages, the first depends only on the others. */
    private static ArchRule only(String from, String... allowed) {
        var packages =
                Arrays.stream(allowed).map(name -> "io.embeddingops." + name).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("io.embeddingops." + from)
                .should()
                .dependOnClassesThat(resideInAPackage("io.embeddingops..").and(not(resideInAnyPackage(packages))));
    }
}
