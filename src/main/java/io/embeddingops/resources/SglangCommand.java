package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.DataType;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.plan.Accelerator;
import io.embeddingops.plan.AccessMount;
import io.embeddingops.plan.Flags;
import io.embeddingops.plan.GpuPlan;
import io.embeddingops.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The command that starts SGLang as an embedding server. */
final class SglangCommand {

    /**
     * Default size of the KV cache on CPU, in tokens. Without a limit SGLang takes most of the node's memory (18 GB for
     * a model of 200 KB). A batch of 32 texts of 512 tokens fits; larger batches are queued.
     */
    private static final int CPU_MAX_TOTAL_TOKENS = 16384;

    /** With SGLang's 16384 tokens a batch takes seconds on a CPU, and a query with a high priority waits for the one that runs. */
    private static final int CPU_PRIORITY_BATCH_TOKENS = 1024;

    private SglangCommand() {}

    static List<String> of(Plan plan) {
        var server = plan.server();
        var words = new ArrayList<>(server.launcher().words());
        add(words, "--model-path", plan.model().path());
        add(words, "--served-model-name", plan.model().servedName());
        add(words, "--host", "0.0.0.0");
        add(words, "--port", plan.port());
        words.add("--is-embedding");
        if (!server.prefixCache()) {
            words.add("--disable-radix-cache");
        }
        if (plan.device() == Device.CPU) {
            cpu(words, plan);
        }
        plan.gpu().flatMap(GpuPlan::accelerator).ifPresent(accelerator -> accelerator(words, plan, accelerator));
        dtype(plan).ifPresent(type -> add(words, "--dtype", type.value()));
        if (plan.hasPlugin()) {
            withPlugin(words, plan);
        }
        if (plan.hasAccess()) {
            withAccess(words, plan);
        }
        plan.gpu().filter(gpu -> gpu.count() > 1).ifPresent(gpu -> add(words, "--tensor-parallel-size", gpu.count()));
        plan.model().contextLength().ifPresent(tokens -> add(words, "--context-length", tokens));
        if (!plan.model().dimensions().isEmpty()) {
            add(words, "--json-model-override-args", matryoshka(plan.model().dimensions()));
        }
        words.addAll(server.extraArgs());
        return words;
    }

    private static void cpu(List<String> words, Plan plan) {
        add(words, "--device", "cpu");
        if (!given(plan, "--max-total-tokens")) {
            var tokens =
                    Math.max(CPU_MAX_TOTAL_TOKENS, plan.model().contextLength().orElse(0));
            add(words, "--max-total-tokens", tokens);
        }
    }

    private static void accelerator(List<String> words, Plan plan, Accelerator accelerator) {
        accelerator.flags().forEach((flag, value) -> {
            if (!given(plan, flag)) {
                add(words, flag, value);
            }
        });
    }

    /** On CPU SGLang's default, a type with 16 bits, is slower and less precise than float32. */
    private static Optional<DataType> dtype(Plan plan) {
        var byDefault = plan.hasPlugin() && plan.device() == Device.CPU && !given(plan, "--dtype")
                ? Optional.of(DataType.FLOAT32)
                : Optional.<DataType>empty();
        return plan.model().dtype().or(() -> byDefault);
    }

    private static void withPlugin(List<String> words, Plan plan) {
        if (plan.device() == Device.CPU && !given(plan, "--disable-overlap-schedule")) {
            words.add("--disable-overlap-schedule");
        }
        if (!given(plan, "--sleep-on-idle")) {
            words.add("--sleep-on-idle");
        }
    }

    private static void withAccess(List<String> words, Plan plan) {
        if (!given(plan, "--enable-metrics")) {
            words.add("--enable-metrics");
        }
        if (plan.server().priorityScheduling() && !given(plan, "--enable-priority-scheduling")) {
            words.add("--enable-priority-scheduling");
        }
        if (plan.server().priorityScheduling() && plan.device() == Device.CPU && !given(plan, "--max-prefill-tokens")) {
            add(words, "--max-prefill-tokens", CPU_PRIORITY_BATCH_TOKENS);
        }
        if (plan.access().tls()) {
            // without SGLang's own --enable-ssl-refresh, which misses how Kubernetes replaces the files; the plugin
            // does not
            add(words, "--ssl-certfile", AccessMount.TLS + "/tls.crt");
            add(words, "--ssl-keyfile", AccessMount.TLS + "/tls.key");
        }
    }

    private static boolean given(Plan plan, String flag) {
        return Flags.contains(plan.server().extraArgs(), flag);
    }

    private static String matryoshka(List<Integer> dimensions) {
        return dimensions.stream()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "{\"is_matryoshka\":true,\"matryoshka_dimensions\":[", "]}"));
    }

    private static void add(List<String> words, String flag, Object value) {
        words.add(flag);
        words.add(String.valueOf(value));
    }
}
