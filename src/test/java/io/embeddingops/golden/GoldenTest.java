package io.embeddingops.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Renders every example and every folder of {@code src/test/resources/golden} to exactly the objects in its
 * {@code expected.yaml}. A folder with the name of an example uses that example as input; others have an
 * {@code input.yaml}. The files of the plugin are shown as paths. A {@code settings.properties} has flags of the operator without their dashes.
 *
 * <p>{@code mvn test -Dtest=GoldenTest -Dgolden.update=true} rewrites the expected files. They are the
 * specification: review the changes before you commit them.
 */
class GoldenTest {

    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersTheExpectedObjects(GoldenCase golden) {
        if (UPDATE) {
            golden.update();
        }
        assertThat(golden.folderProblems()).isEmpty();
        assertThat(TreeDiff.between(golden.expected(), GoldenCase.tree(golden.actual())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersTheSameEveryTime(GoldenCase golden) {
        assertThat(golden.actual()).isEqualTo(golden.actual());
    }
}
