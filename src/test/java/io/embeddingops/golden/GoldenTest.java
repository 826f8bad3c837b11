package io.embeddingops.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example and every folder of {@code src/test/resources/golden} becomes exactly the objects of its
 * {@code expected.yaml}. A folder of an example's name takes that example as its input; any other has an
 * {@code input.yaml}. A {@code settings.properties} holds flags of the operator without their dashes.
 *
 * <p>{@code mvn test -Dtest=GoldenTest -Dgolden.update=true} writes the expected files anew. They are the
 * specification: read what changed before you commit it.
 */
class GoldenTest {

    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomesWhatItMust(GoldenCase golden) {
        if (UPDATE) {
            golden.update();
        }
        assertThat(golden.disorder()).isEmpty();
        assertThat(TreeDiff.between(golden.expected(), GoldenCase.tree(golden.actual())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameEveryTime(GoldenCase golden) {
        assertThat(golden.actual()).isEqualTo(golden.actual());
    }
}
