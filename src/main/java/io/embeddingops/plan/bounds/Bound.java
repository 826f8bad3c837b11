package io.embeddingops.plan.bounds;

import java.util.Locale;

/** Something that only an administrator may allow, and the words in which it is refused. */
public enum Bound {
    HOST_PATHS(
            "--allowed-host-paths",
            "is not below a directory of the nodes that services may mount",
            "to add it to",
            "use a PersistentVolumeClaim"),
    PRIVILEGED(
            "--allow-privileged",
            "is more than services may do on a node, or weakens the operator's defaults",
            "for",
            "leave it out"),
    SERVICE_ACCOUNTS(
            "--allowed-service-accounts",
            "is no ServiceAccount that services may use",
            "to add it to",
            "leave it out for the namespace's default"),
    SERVICE_ACCOUNT_TOKENS(
            "--allow-service-account-tokens",
            "would let the server act as its ServiceAccount, which services may not",
            "for",
            "leave it out"),
    IMAGES(
            "--allowed-image-prefixes",
            "is no image of a registry or repository that services may use",
            "to add one of them to",
            "leave it out for the operator's own"),
    SECRETS("--allowed-secrets", "is no Secret that services may read", "to add it to", "leave it out"),
    VOLUME_TYPES(
            "--allowed-volume-types",
            "is no type of volume that services may use",
            "to add it to",
            "use a PersistentVolumeClaim");

    private final String flag;
    private final String refusal;
    private final String wish;
    private final String otherwise;

    Bound(String flag, String refusal, String wish, String otherwise) {
        this.flag = flag;
        this.refusal = refusal;
        this.wish = wish;
        this.otherwise = otherwise;
    }

    /** The operator's flag that moves it. */
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

    /** Why a value is refused, and whom to ask for what; to follow after the value. */
    String refusal() {
        return refusal + ": ask the cluster's administrator " + wish + " " + named() + ", or " + otherwise;
    }

    /** What may become of a value where the cluster's bounds are not known; to follow after the value. */
    String warning() {
        return "needs an operator that allows it by " + named() + "; give " + flag + " here to have that checked";
    }

    private String named() {
        return flag + " (chart value " + chartValue() + ")";
    }
}
