package io.embeddingops.plan.bounds;

import java.util.Locale;

/** A limit that only an administrator can raise, with the messages for refused values. */
public enum Bound {
    HOST_PATHS(
            "--allowed-host-paths", "is not under an allowed host path", "to add it to", "use a PersistentVolumeClaim"),
    PRIVILEGED(
            "--allow-privileged",
            "exceeds Pod Security level baseline or weakens the operator's defaults",
            "to set",
            "remove it"),
    SERVICE_ACCOUNTS(
            "--allowed-service-accounts",
            "is not an allowed ServiceAccount",
            "to add it to",
            "remove it to use the namespace's default"),
    SERVICE_ACCOUNT_TOKENS(
            "--allow-service-account-tokens",
            "lets the server act as its ServiceAccount, which is not allowed",
            "to set",
            "remove it"),
    IMAGES(
            "--allowed-image-prefixes",
            "is not from an allowed registry or repository",
            "to add its repository to",
            "use an allowed image"),
    SECRETS("--allowed-secrets", "is not an allowed Secret", "to add it to", "remove it"),
    VOLUME_TYPES(
            "--allowed-volume-types", "is not an allowed volume type", "to add it to", "use a PersistentVolumeClaim"),
    GATEWAYS("--allowed-gateways", "is not an allowed Gateway", "to add it to", "use another Gateway"),
    KEDA_TRIGGERS("--allowed-keda-triggers", "is not an allowed type of trigger", "to add it to", "remove the trigger");

    private final String flag;
    private final String refusal;
    private final String request;
    private final String alternative;

    Bound(String flag, String refusal, String request, String alternative) {
        this.flag = flag;
        this.refusal = refusal;
        this.request = request;
        this.alternative = alternative;
    }

    /** The operator's flag for this limit. */
    public String flag() {
        return flag;
    }

    /** The value of the Helm chart that sets the flag, such as {@code policy.allowedSecrets}. */
    public String chartValue() {
        var value = new StringBuilder("policy.");
        var words = flag.substring("--".length()).split("-");
        for (var i = 0; i < words.length; i++) {
            var word = words[i];
            value.append(i == 0 ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return value.toString();
    }

    /** Why a value is refused and what to do, to be appended to the value. */
    String refusal() {
        return refusal + ": ask the cluster administrator " + request + " " + setting() + ", or " + alternative;
    }

    /** Warning for where the cluster's bounds are unknown, to be appended to the value. */
    String warning() {
        return "must be allowed by the operator's " + setting() + ": pass " + flag + " to check that here";
    }

    private String setting() {
        return flag + " (chart value " + chartValue() + ")";
    }
}
