package io.embeddingops.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents are read as kubectl reads them; {@code KubectlReadingIT} compares with kubectl itself. */
class KubectlReadingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            Off                        ; false
            y                          ; true
            "Off"                      ; "Off"
            ~                          ; null
            Null                       ; null
            0644                       ; 420
            0o17                       ; 15
            08                         ; 8
            0x1F                       ; 31
            0b11                       ; 3
            -0b11                      ; -3
            1_000                      ; 1000
            +12                        ; 12
            1:20                       ; "1:20"
            1e3                        ; 1000
            5.0                        ; 5
            .5                         ; 0.5
            1E400                      ; "1E400"
            -9223372036854775808       ; -9223372036854775808
            2001-01-01                 ; "2001-01-01"
            !!str 5                    ; "5"
            ! 5                        ; "5"
            !!int "5"                  ; 5
            !!float 5                  ; 5
            !!bool on                  ; true
            !!binary aGk=              ; "hi"
            !!timestamp 2001-01-01     ; "2001-01-01"
            !tag x                     ; "x"
            [&a 1, *a]                 ; [1,1]
            {<<: {b: 1, c: 2}, c: 3}   ; {"b":1,"c":3}
            {c: 3, <<: {c: 2}}         ; {"c":2}
            {<<: [{b: 1}, {b: 2}]}     ; {"b":1}
            {on: 1, 2: 2, 1.50: 3}     ; {"true":1,"2":2,"1.5":3}
            !!set {b}                  ; {"b":null}
            """)
    void reads(String value, String json) throws IOException {
        var documents = Documents.parse("f", "a: " + value + "\n");

        assertThat(documents.errors()).isEmpty();
        assertThat(JSON.writeValueAsString(documents.documents().get(0).content()))
                .isEqualTo("{\"a\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            !!int abc            ; f:1:4: !!int does not fit to the value: remove the tag
            !!null x             ; f:1:4: !!null does not fit to the value: remove the tag
            !!binary ü           ; f:1:4: !!binary must be followed by base64
            .nan                 ; f:1:4: NaN cannot be sent: write a number, or a text in quotes
            {~: 1}               ; f:1:5: null cannot be a key: write it in quotes
            {[b]: 1}             ; f:1:5: a map or list cannot be a key: write it in quotes
            {b: 1, b: 2}         ; f:1:11: duplicate key b: keep one of them
            {<<: 5}              ; f:1:5: << must be a map or a list of maps
            *b                   ; f:1:4: *b has no anchor &b before it
            &b [*b]              ; f:1:8: *b is within the value that it stands for
            "\\q"                ; f:1:6: found unknown escape character q(113)
            """)
    void refuses(String value, String error) {
        assertThat(Documents.parse("f", "a: " + value + "\n").errors()).containsExactly(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: \tb\n",
                "a: b\t\n",
                "a: [\n\tb]\n",
                "{\n\ta: b}\n",
                "\uFEFFa: b\n",
                "---\n# nothing\n--- # next\na: b\n...\n",
                "{\"a\": \"b\"}\n---\n",
                "{\"a\": 1}{\"a\": 2}",
                "{\"a\": 1}\n---\na: 2\n",
                "{a: b}\n",
                "a: |\r\n  b\r\n",
            })
    void acceptsWhatKubectlAccepts(String text) throws IOException {
        assertThat(Documents.parse(
                                "f",
                                InputText.of(
                                        "-",
                                        new java.io.ByteArrayInputStream(
                                                text.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                        .errors())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            \\ta: b                        ; f:1:1: found character
            a: 1\\n\\tb: 2                 ; f:2:1: found character
            --- {a: b}                     ; f:1: only a comment may follow --- in the same line
            %YAML 1.1\\n---\\na: b         ; f:1:
            a: 1\\n---\\nb: [              ; f:4:1:
            a: 1\\nb: \\0                  ; f:2: contains a control character
            {"a": 1,\\n "a": 2}            ; f:2:5: Duplicate field 'a'
            {"a": 1                        ; f:1:
            """)
    void namesTheLine(String text, String error) {
        var document = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");

        assertThat(Documents.parse("f", document).errors())
                .singleElement()
                .asString()
                .startsWith(error);
    }

    @Test
    void warnsOfWhatKubectlIgnores() {
        var documents = Documents.parse("f", "a: b\n...\nc: d\n");

        assertThat(documents.documents()).hasSize(1);
        assertThat(documents.warnings()).singleElement().asString().startsWith("f:2: warning: kubectl ignores");
    }

    @Test
    void knowsTheLineOfEachField() {
        var text = "# one\na:\n  b.c/d:\n  - e: 1\n  - f\ng: &g {h: 1}\ni: *g\n";
        var lines = Documents.parse("f", text).documents().get(0).lines();

        assertThat(lines.of("a")).isEqualTo(2);
        assertThat(lines.of("a[b.c/d]")).isEqualTo(3);
        assertThat(lines.of("a[b.c/d][0].e")).isEqualTo(4);
        assertThat(lines.of("a[b.c/d][1]")).isEqualTo(5);
        assertThat(lines.of("a[b.c/d][1].missing.too")).isEqualTo(5);
        assertThat(lines.of("i.h")).isEqualTo(7);
        assertThat(lines.of("missing")).isEqualTo(2);
    }

    @Test
    void limitsDepthAndAliases() {
        var deep = "[".repeat(100_000);
        var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) {
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }

        assertThat(Documents.parse("f", deep).errors()).containsExactly("f:1:202: is nested more than 200 levels deep");
        assertThat(Documents.parse("f", "{\"a\":" + deep).errors())
                .singleElement()
                .asString()
                .contains("200 levels");
        assertThat(Documents.parse("f", laughs.toString()).errors())
                .singleElement()
                .asString()
                .contains("the aliases stand for more than 50000 values");
        assertThat(Documents.parse("f", "a: " + "x".repeat(4_000_000)).errors())
                .singleElement()
                .asString()
                .contains("3 MiB");
    }
}
