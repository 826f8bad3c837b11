package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpacesTest {

    private final Spaces spaces = new Spaces(Map.of(
            "first", List.of(new double[] {1, 0, 0}),
            "second", List.of(new double[] {0, 1, 0}),
            "similar", List.of(new double[] {0, 1, 0.9}),
            "longer", List.of(new double[] {1, 0, 0, 0})));

    @Test
    void vectorBelongsToTheSpaceOfItsNearestReference() {
        assertThat(spaces.of(0, new double[] {0.99, 0.01, 0})).contains("first");
    }

    @Test
    void vectorsOfOtherDimensionsBelongToTheirOwnSpace() {
        assertThat(spaces.of(0, new double[] {1, 0, 0, 0})).contains("longer");
    }

    @Test
    void vectorBetweenTwoSpacesBelongsToNone() {
        assertThat(spaces.of(0, new double[] {1, 1, 0})).isEmpty();
        assertThat(spaces.of(0, new double[] {0, 1, 0}))
                .as("too near to another space")
                .isEmpty();
    }
}
