package io.embeddingops.cli.render;

import io.embeddingops.fixtures.Given;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damaged copies of the examples and of the inputs of the golden tests. */
final class DocumentMutation {

    private static final List<String> FRAGMENTS = List.of(
            "null",
            "~",
            "Off",
            "!!int abc",
            "!!str 5",
            "!!binary ?",
            "!x y",
            "{",
            "}",
            "[",
            "]",
            "\t",
            "\"",
            "'",
            "|",
            ">",
            "- ",
            ": ",
            "#",
            "\n---\n",
            "\n...\n",
            "&x ",
            "*x",
            "&x [*x]",
            "<<: *x",
            "1e400",
            "0x1F",
            ".nan",
            "{}",
            "[]",
            "[null]",
            "[[]]",
            "{a: {}}",
            "\0",
            "\uFEFF",
            "\r",
            "%YAML 1.3\n",
            "? ",
            "999999999999999999999999",
            "-0",
            "''",
            "\"\\u0000\\n\\e[31m\"",
            "\"\\ud83d\"",
            "\u2028",
            "[".repeat(5000),
            "- ".repeat(5000),
            "a: {".repeat(3000),
            "x".repeat(6000),
            "/x".repeat(6000),
            "9".repeat(6000),
            "\t".repeat(3000),
            "&a [a,a]\nb: &b [*a,*a]\n");

    private final Random random;
    private final List<String> documents = new ArrayList<>();

    DocumentMutation(Random random) throws IOException {
        this.random = random;
        try (var files =
                Stream.concat(Files.walk(Path.of("examples")), Files.walk(Path.of("src/test/resources/golden")))) {
            files.filter(file -> file.toString().matches("examples/[^/]+[.]yaml|.*/input[.]yaml"))
                    .sorted()
                    .map(Given::text)
                    .forEach(documents::add);
        }
    }

    /** The next one; it may still be valid. */
    byte[] next() {
        var document = documents.get(random.nextInt(documents.size()));
        for (var i = random.nextInt(3); i >= 0; i--) {
            document = changed(document);
        }
        return random.nextInt(4) == 0
                ? damaged(document.getBytes(StandardCharsets.UTF_8))
                : document.getBytes(StandardCharsets.UTF_8);
    }

    private String changed(String document) {
        var at = random.nextInt(document.length() + 1);
        return switch (random.nextInt(6)) {
            case 0 -> document.substring(0, at);
            case 1 -> document.substring(0, at) + fragment() + document.substring(at);
            case 2 ->
                document.substring(0, at) + document.substring(Math.min(document.length(), at + random.nextInt(8)));
            case 3 -> document + "\n---\n" + documents.get(random.nextInt(documents.size()));
            default -> withValue(document);
        };
    }

    /** Replaces what follows a colon, so that the rest can still be parsed. */
    private String withValue(String document) {
        var lines = document.split("\n", -1);
        var line = random.nextInt(lines.length);
        var colon = lines[line].indexOf(": ");
        if (colon >= 0) {
            lines[line] = lines[line].substring(0, colon + 2) + fragment();
        }
        return String.join("\n", lines);
    }

    private String fragment() {
        return FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        var copy = Arrays.copyOf(bytes, bytes.length);
        for (var i = random.nextInt(3); i >= 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        var output = new ByteArrayOutputStream();
        output.writeBytes(copy);
        return output.toByteArray();
    }
}
