package io.embeddingops.plan;

import java.util.List;

/** The program in the image that starts SGLang. */
public enum Launcher {
    /** {@code sglang serve}, for images that contain the {@code sglang} script. */
    SGLANG("sglang", "serve"),
    /** {@code python3 -m sglang.launch_server}, for images without the script and for releases up to 0.5.4. */
    PYTHON("python3", "-m", "sglang.launch_server");

    private final List<String> words;

    Launcher(String... words) {
        this.words = List.of(words);
    }

    /** The first words of the container's command. */
    public List<String> words() {
        return words;
    }
}
