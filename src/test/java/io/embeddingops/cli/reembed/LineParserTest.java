package io.embeddingops.cli.reembed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": 1, \"text\": \"a\"           | is not JSON, or has a field twice",
                "{\"id\": 1, \"text\": \"a\"} {}       | is not JSON, or has a field twice",
                "{\"id\": 1, \"id\": 2, \"text\": \"\"} | is not JSON, or has a field twice",
                "[1]                                  | is not an object",
                "{\"text\": \"a\"}                    | id is missing",
                "{\"id\": 1.5, \"text\": \"a\"}       | id must be a string or a whole number",
                "{\"id\": null, \"text\": \"a\"}      | id must be a string or a whole number",
                "{\"id\": 1}                          | text is missing",
                "{\"id\": 1, \"text\": [\"a\"]}       | text must be a string",
                "{\"id\": 1, \"text\": \"\\n \"}      | text is blank",
                "{\"id\": 1, \"text\": \"\\ud800\"}   | text has half of a surrogate pair",
                "{\"id\": 1, \"text\": \"a\", \"b\": \"\\udfff\"} | a field has half of a surrogate pair",
                "{\"id\": 1, \"text\": \"a\", \"embedding\": \"x\"} | embedding must be the vector that is stored now",
                "{\"id\": 1, \"text\": \"a\", \"embedding\": [1, \"2\"]} | embedding must be the vector that is stored now",
            })
    void namesWhatIsWrong(String line, String problem) throws IOException {
        var entry = entries(line.getBytes(StandardCharsets.UTF_8)).get(0);
        assertThat(entry)
                .isInstanceOfSatisfying(
                        Entry.Invalid.class,
                        invalid -> assertThat(invalid.problem()).startsWith(problem));
    }

    @Test
    void namesTheIdOfAnInvalidLine() throws IOException {
        var entry = entries("{\"text\": 7, \"id\": \"a\"}".getBytes(StandardCharsets.UTF_8))
                .get(0);
        assertThat(((Entry.Invalid) entry).id().orElseThrow()).hasToString("\"a\"");
    }

    @Test
    void acceptsByteOrderMarkCarriageReturnsAndBlankLines() throws IOException {
        var input = "\ufeff{\"id\": 1, \"text\": \"a\"}\r\n\r\n  \n{\"id\": 2, \"text\": \"b\"}";
        assertThat(entries(input.getBytes(StandardCharsets.UTF_8)))
                .extracting(Entry::line)
                .containsExactly(1L, 4L);
    }

    @Test
    void refusesOtherEncodings() throws IOException {
        var entry = entries("{\"id\": 1, \"text\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1))
                .get(0);
        assertThat(((Entry.Invalid) entry).problem()).startsWith("is not UTF-8");
    }

    @Test
    void refusesLongLinesAndReadsTheNext() throws IOException {
        var input = "{\"id\": 1, \"text\": \"" + "a".repeat(Lines.MAX_BYTES) + "\"}\n{\"id\": 2, \"text\": \"b\"}\n";
        var entries = entries(input.getBytes(StandardCharsets.UTF_8));
        assertThat(((Entry.Invalid) entries.get(0)).problem()).startsWith("is longer than 4 MiB");
        assertThat(entries.get(1)).isInstanceOf(Entry.Document.class);
    }

    @Test
    void digestDoesNotDependOnTheLastLineFeed() throws IOException {
        assertThat(digest("a\nb")).isEqualTo(digest("a\nb\n")).isNotEqualTo(digest("a\nc"));
    }

    private static String digest(String input) throws IOException {
        var lines = new Lines(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            assertThat(line.get().content()).isPresent();
        }
        return lines.digest();
    }

    private static List<Entry> entries(byte[] input) throws IOException {
        var lines = new Lines(new ByteArrayInputStream(input));
        var entries = new ArrayList<Entry>();
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            LineParser.parse(line.get()).ifPresent(entries::add);
        }
        return entries;
    }
}
