package io.embeddingops.status;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Recognizes what admission refused: policies, webhooks, quotas and the API server's own plugins. HTTP status and reason do
 * not tell, because policies and webhooks choose theirs, so the API server's fixed words do.
 */
final class Admission {

    private static final String RETRY = "; the operator tries again at least every 5 minutes";
    private static final String CHANGE =
            ". Change this EmbeddingService so that it is allowed, or ask a cluster" + " administrator to change the ";

    private static final List<Gate> GATES = List.of(
            new Gate(
                    "((?:Validating|Mutating)AdmissionPolicy|policy) '([^']+)'(?: with binding '([^']+)')? denied request:"
                            + "(.*)",
                    Admission::policy),
            new Gate(
                    "admission webhook \"([^\"]+)\" denied the request(?::(.*)| without explanation.*)",
                    found -> "was refused by the admission webhook " + found.group(1) + said(found.group(2)) + CHANGE
                            + "webhook"),
            new Gate(
                    "failed calling webhook \"([^\"]+)\":(.*)",
                    found -> "was not written, because the admission webhook " + found.group(1) + " cannot be called"
                            + said(cause(found.group(2)))
                            + ". Ask a cluster administrator to repair the webhook or to remove its configuration"),
            new Gate(
                    "(?:exceeded|failed) quota: ([^,:]+)[,:](.*)",
                    found -> "was refused by ResourceQuota " + found.group(1) + said(found.group(2))
                            + ". Delete what the namespace no longer needs, or ask a cluster administrator to change the"
                            + " quota"),
            new Gate(
                    "unable to create new content in namespace (\\S+) because it is being terminated",
                    found -> "was not written, because namespace " + found.group(1)
                            + " is being deleted. Create this EmbeddingService in another namespace"),
            // without the permission for finalizers the operator itself is at fault, not an administrator's limit
            new Gate(
                    " is forbidden:(?! User \".*\" cannot | cannot set blockOwnerDeletion)(.*)",
                    found -> "was refused by an admission plugin of the API server" + said(found.group(1)) + CHANGE
                            + "limit"));

    private Admission() {}

    /**
     * A kind of refusal.
     *
     * @param words how it is recognized
     * @param tells who refused, why, and who can do what
     */
    private record Gate(Pattern words, Function<MatchResult, String> tells) {

        Gate(String words, Function<MatchResult, String> tells) {
            this(Pattern.compile(words, Pattern.DOTALL), tells);
        }
    }

    /**
     * The verdict if admission refused the write.
     *
     * @param object kind and name of the object that was written
     * @param message what the API server answered
     */
    static Optional<Verdict> verdict(String object, String message) {
        for (var gate : GATES) {
            var found = gate.words().matcher(message);
            if (found.find()) {
                return Optional.of(refused(object, gate.tells().apply(found.toMatchResult())));
            }
        }
        return Optional.empty();
    }

    /** The verdict if what a webhook or policy added to the object is invalid. */
    static Verdict injected(String object, String error) {
        return refused(
                object,
                "is invalid after an admission webhook or policy changed it: " + error
                        + ". Ask a cluster administrator to correct that webhook or policy");
    }

    private static Verdict refused(String object, String tells) {
        return new Verdict(Reason.ADMISSION_REFUSED, object + " " + tells + RETRY);
    }

    private static String policy(MatchResult found) {
        var kind = found.group(1).equals("policy") ? "MutatingAdmissionPolicy" : found.group(1);
        var binding = found.group(3) == null ? "" : " (binding " + found.group(3) + ")";
        return "was refused by " + kind + " " + found.group(2) + binding + said(found.group(4)) + CHANGE + "policy";
    }

    /** Without the request, whose URL and ports differ from call to call. */
    private static String cause(String error) {
        return error.replaceFirst("^\\s*failed to call webhook:", "")
                .replaceFirst("(?:Post|Get) \"[^\"]*\":", "")
                .replaceAll("(?:read|write) tcp \\S+->(\\S+):", "$1:");
    }

    private static String said(String sentence) {
        var line = MessageText.oneLine(sentence).replaceFirst("[.;:]+$", "");
        return line.isEmpty() ? "" : ": " + line;
    }
}
