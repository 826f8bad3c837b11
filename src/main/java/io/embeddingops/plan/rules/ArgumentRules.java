package io.embeddingops.plan.rules;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Flags;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Flags that are reserved in {@code server.extraArgs}, and what to set instead. */
final class ArgumentRules {

    private static final String FIELD = "spec.server.extraArgs";
    private static final String PARALLEL =
            "set spec.gpu.count for more GPUs per server, or spec.replicas for more servers";
    private static final String TLS = "set spec.access.tls";
    private static final String ONE_POD = "a server is one pod; set spec.replicas for more servers";
    private static final String CONFIG = "--config";
    private static final String IN_FILE =
            "the operator cannot check the flags in a file; list them in spec.server.extraArgs instead";

    /** A flag with a space behind it. In {@code --flag=a b} the space belongs to the value. */
    private static final Pattern FLAG_AND_SPACE = Pattern.compile("(--[^\\s=]+)\\s(?s:.*)");

    private static final Map<String, String> RESERVED = reservedFlags();

    /** Of servers with the plugin for SGLang. */
    private static final Map<String, String> RESERVED_FOR_PLUGIN = reservedForPlugin();

    private ArgumentRules() {}

    static Stream<FieldError> reserved(Plan plan, Policy policy) {
        return Item.of(FIELD, plan.server().extraArgs())
                .filter(arg -> arg.value().startsWith("--"))
                .flatMap(arg -> reserved(arg, plan));
    }

    /** SGLang takes such an item for a value without a flag and repeats it in its error, even if it is a key. */
    static Stream<FieldError> spaces(Plan plan, Policy policy) {
        return Item.of(FIELD, plan.server().extraArgs())
                .filter(arg -> FLAG_AND_SPACE.matcher(arg.value()).matches())
                .map(arg -> Rule.error(
                        arg.field(),
                        "has a space after " + flag(arg.value())
                                + ": write the flag and its value as two items of the list"));
    }

    /** A literal key would be readable in the resource; a reference to a variable keeps it out of there. */
    static Stream<FieldError> secrets(Plan plan, Policy policy) {
        var args =
                plan.server().extraArgs().stream().flatMap(ArgumentRules::words).toList();
        return Stream.of("--api-key", "--admin-api-key")
                .filter(flag -> Flags.values(args, flag).stream()
                        .anyMatch(value -> !value.matches("\\$\\([A-Za-z_][A-Za-z0-9_]*\\)")))
                .map(flag -> Rule.error(
                        FIELD,
                        "contains a literal " + flag + ": put the key in a Secret, reference it in spec.server.env with"
                                + " valueFrom.secretKeyRef, and use " + flag + " $(NAME_OF_THE_VARIABLE)"));
    }

    /** SGLang would ask for its own key in addition. */
    static Stream<FieldError> keyAndSecret(Plan plan, Policy policy) {
        return Stream.of("--api-key", "--admin-api-key")
                .filter(flag -> plan.access().apiKeySecret().isPresent()
                        && plan.server().extraArgs().stream().anyMatch(arg -> Flags.matches(flag(arg), flag)))
                .map(flag -> Rule.error(
                        FIELD,
                        "contains " + flag + ", and spec.access.apiKeySecret is set as well: remove one of them"))
                .limit(1);
    }

    static Stream<FieldError> dtype(Plan plan, Policy policy) {
        return plan.model().dtype().isPresent() && Flags.contains(plan.server().extraArgs(), "--dtype")
                ? Stream.of(Rule.error(
                        "spec.model.dtype", "is set, and --dtype in spec.server.extraArgs as well: remove one of them"))
                : Stream.empty();
    }

    private static Stream<FieldError> reserved(Item<String> arg, Plan plan) {
        var given = flag(arg.value());
        return Stream.concat(
                        RESERVED.entrySet().stream(),
                        RESERVED_FOR_PLUGIN.entrySet().stream().filter(entry -> plan.hasPlugin()))
                .filter(entry -> Flags.matches(given, entry.getKey()))
                .filter(entry -> !entry.getKey().equals("--json-model-override-args")
                        || !plan.model().dimensions().isEmpty())
                .filter(entry -> !entry.getKey().equals("--device") || !AcceleratorRules.mayChooseDevice(plan))
                .map(entry -> Rule.error(
                        arg.field(), quoted(given, entry.getKey()) + " must be removed: " + entry.getValue()))
                .limit(1);
    }

    private static Stream<String> words(String arg) {
        return FLAG_AND_SPACE.matcher(arg).matches() ? Stream.of(arg.split("\\s+", 2)) : Stream.of(arg);
    }

    /** The name of the flag, without a value, which may be a secret. */
    private static String flag(String arg) {
        return Flags.name(words(arg).findFirst().orElse(arg));
    }

    /** The flags of a file would not be checked. Pods from before the plugin may have one. */
    static Stream<FieldError> configFile(Plan plan) {
        return plan.hasPlugin()
                ? Stream.empty()
                : plan.server().extraArgs().stream()
                        .filter(arg -> Flags.matches(flag(arg), CONFIG))
                        .map(arg -> Rule.error(FIELD, "contains " + CONFIG + ": " + IN_FILE));
    }

    private static String quoted(String given, String flag) {
        return given.equals(flag) ? given : given + " (SGLang reads it as " + flag + ")";
    }

    private static Map<String, String> reservedFlags() {
        var flags = new LinkedHashMap<String, String>();
        flags.put("--model-path", "set spec.model.path");
        flags.put("--model", "set spec.model.path");
        flags.put("--served-model-name", "set spec.model.servedName");
        flags.put("--host", "the server listens on all addresses, for probes and the Service");
        flags.put("--port", "set spec.port");
        flags.put("--is-embedding", "it is always set");
        flags.put("--device", "set spec.device and spec.gpu.vendor");
        flags.put("--disable-radix-cache", "set spec.server.prefixCache");
        flags.put("--context-length", "set spec.model.contextLength");
        flags.put("--json-model-override-args", "spec.model.dimensions sets it");
        flags.put("--tensor-parallel-size", PARALLEL);
        flags.put("--tp-size", PARALLEL);
        flags.put("--tp", PARALLEL);
        flags.put("--data-parallel-size", PARALLEL);
        flags.put("--dp-size", PARALLEL);
        flags.put("--dp", PARALLEL);
        flags.put("--nnodes", ONE_POD);
        flags.put("--node-rank", ONE_POD);
        flags.put("--dist-init-addr", ONE_POD);
        flags.put("--ssl-keyfile", TLS);
        flags.put("--ssl-certfile", TLS);
        flags.put("--enable-ssl-refresh", "renewed certificates of spec.access.tls are always served");
        flags.put("--grpc-mode", "the probes and clients use HTTP");
        return flags;
    }

    private static Map<String, String> reservedForPlugin() {
        var http = "the operator's plugin protects only HTTP, and the probes and clients use it";
        var flags = new LinkedHashMap<String, String>();
        flags.put("--grpc-port", http);
        flags.put("--smg-grpc-mode", http);
        flags.put("--encoder-only", "it starts a part of a multimodal model, which embeds no texts");
        flags.put(CONFIG, IN_FILE);
        flags.put("--use-ray", ONE_POD);
        flags.put("--allow-auto-truncate", "set spec.model.longInput");
        return flags;
    }
}
