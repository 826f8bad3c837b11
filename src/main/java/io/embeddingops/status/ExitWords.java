package io.embeddingops.status;

import java.util.Map;
import java.util.Optional;

/** Says what an exit code means. */
final class ExitWords {

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(126, "the command cannot be executed"),
            Map.entry(127, "the command was not found"),
            Map.entry(131, "SIGQUIT: one of the server's worker processes failed"),
            Map.entry(132, "SIGILL: the CPU lacks an instruction that the image uses"),
            Map.entry(134, "SIGABRT: native code gave up, such as CUDA or NCCL"),
            Map.entry(135, "SIGBUS: shared memory or a mapped file could not be read"),
            Map.entry(136, "SIGFPE: an arithmetic error in native code"),
            Map.entry(
                    137,
                    "SIGKILL: killed by the kernel because the node ran out of memory, by the kubelet, or by SGLang"
                            + " itself after a worker process died"),
            Map.entry(139, "SIGSEGV: a segmentation fault in native code"),
            Map.entry(143, "SIGTERM: it was asked to stop"));

    private ExitWords() {}

    /** The code with its meaning. */
    static String code(Integer code) {
        return code
                + Optional.ofNullable(code)
                        .map(WORDS::get)
                        .map(words -> " (" + words + ")")
                        .orElse("");
    }
}
