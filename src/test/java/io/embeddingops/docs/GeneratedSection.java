package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The generated part of a document, between {@code <!-- NAME:begin -->} and {@code <!-- NAME:end -->}. */
record GeneratedSection(Path document, String name) {

    static final String UPDATE = "docs.update";

    /** Fails if the document differs; with {@code -Ddocs.update=true} updates it instead. */
    void mustBe(String wanted) {
        var text = read(document);
        var begin = marker(text, "<!-- " + name + ":begin -->\n");
        var end = marker(text, "\n<!-- " + name + ":end -->");
        var start = begin + ("<!-- " + name + ":begin -->\n").length();
        if (Boolean.getBoolean(UPDATE)) {
            write(document, text.substring(0, start) + wanted + text.substring(end));
            return;
        }
        assertThat(text.substring(start, Math.max(start, end)))
                .as("%s, section %s: bring it up to date with -D%s=true", document, name, UPDATE)
                .isEqualTo(wanted);
    }

    private int marker(String text, String marker) {
        var position = text.indexOf(marker);
        assertThat(position).as("%s must hold %s", document, marker.strip()).isNotNegative();
        return position;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
