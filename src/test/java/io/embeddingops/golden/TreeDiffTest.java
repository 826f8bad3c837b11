package io.embeddingops.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the comparison that the golden tests rely on. */
class TreeDiffTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void equalTreesInAnotherOrderDoNotDiffer() {
        assertThat(diff("{'a':1,'b':[{'c':null}]}", "{'b':[{'c':null}],'a':1}")).isEmpty();
    }

    @Test
    void everyDifferenceIsReportedWithItsPath() {
        assertThat(diff("{'a':1,'b':[1,2],'c':'x','d':{}}", "{'a':'1','b':[1,3,4],'d':[],'e':null}"))
                .containsExactly(
                        ".a: expected 1 but was \"1\"",
                        ".b[1]: expected 2 but was 3",
                        ".b[2]: expected nothing but was 4",
                        ".c: expected \"x\" but was nothing",
                        ".d: expected {} but was []",
                        ".e: expected nothing but was null");
    }

    private static List<String> diff(String expected, String actual) {
        try {
            return TreeDiff.between(
                    JSON.readTree(expected.replace('\'', '"')), JSON.readTree(actual.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
