package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.items;
import static io.embeddingops.plan.kubernetes.Check.matches;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.refuse;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.HashSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Security contexts. */
final class SecurityChecks {

    private static final String PROFILE = "localhostProfile";
    private static final String ESCALATION = "allowPrivilegeEscalation";
    private static final int MAX_SPEC_LENGTH = 64 * 1024;

    private static final Pattern SYSCTL =
            Pattern.compile("[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*");
    private static final Pattern WINDOWS_USER = Pattern.compile(
            "([^\\\\/:*?\"<>|\\p{Cntrl}]{1,255}\\\\)?(?![. ]+$)[^\"/\\\\:;|=,+*?<>@\\[\\]\\p{Cntrl}]{1,104}");

    private static final Check WINDOWS = all(
            given("gmsaCredentialSpecName", Formats.DNS_NAME),
            given(
                    "gmsaCredentialSpec",
                    spec -> spec.text().isEmpty() || spec.text().length() > MAX_SPEC_LENGTH
                            ? Stream.of(spec.error("must have 1 to " + MAX_SPEC_LENGTH + " characters"))
                            : Stream.empty()),
            given("runAsUserName", matches(WINDOWS_USER.asMatchPredicate(), "must be a user name of Windows")),
            at("hostProcess", refuse(value -> value.json().asBoolean(), "needs the network of the node: remove it")));

    private static final Check EITHER = all(
            at("runAsUser", Formats.ID),
            at("runAsGroup", Formats.ID),
            at("seccompProfile", profile(Formats.RELATIVE)),
            at(
                    "appArmorProfile",
                    profile(matches(
                            name -> !name.isBlank() && name.equals(name.strip()), "must be the name of a profile"))),
            at("windowsOptions", WINDOWS));

    /** The security context of a pod. */
    static final Check OF_POD = all(
            EITHER,
            at("fsGroup", Formats.ID),
            items("supplementalGroups", Formats.ID),
            given("fsGroupChangePolicy", oneOf("OnRootMismatch", "Always")),
            given("supplementalGroupsPolicy", oneOf("Merge", "Strict")),
            given("seLinuxChangePolicy", oneOf("Recursive", "MountOption")),
            SecurityChecks::sysctls);

    /** The security context of a container. */
    static final Check OF_CONTAINER = all(
            EITHER,
            given(
                    "procMount",
                    oneOf("Default", "Unmasked"),
                    refuse(value -> value.text().equals("Unmasked"), "needs a user namespace: remove it")),
            SecurityChecks::escalation);

    private SecurityChecks() {}

    private static Check profile(Check format) {
        return all(
                required("type", oneOf("RuntimeDefault", "Localhost", "Unconfined")),
                profile -> profile.at("type").text().equals("Localhost")
                        ? required(PROFILE, format).of(profile)
                        : given(PROFILE, name -> Stream.of(name.error("is only possible with type Localhost")))
                                .of(profile));
    }

    private static Stream<FieldError> sysctls(Value context) {
        var seen = new HashSet<String>();
        return items(
                        "sysctls",
                        required(
                                "name",
                                matches(
                                        name -> name.length() <= 253
                                                && SYSCTL.matcher(name).matches(),
                                        "must be the name of a sysctl"),
                                matches(seen::add, "is listed twice: remove one")))
                .of(context);
    }

    private static Stream<FieldError> escalation(Value context) {
        if (!context.at(ESCALATION).isGiven() || context.at(ESCALATION).json().asBoolean()) {
            return Stream.empty();
        }
        var error = context.at(ESCALATION);
        if (context.at("privileged").json().asBoolean()) {
            return Stream.of(error.error("must not be false with privileged: true: remove one of them"));
        }
        return context.at("capabilities")
                        .at("add")
                        .items()
                        .anyMatch(added -> added.text().equals("CAP_SYS_ADMIN"))
                ? Stream.of(error.error("must not be false with the capability CAP_SYS_ADMIN: remove one of them"))
                : Stream.empty();
    }
}
