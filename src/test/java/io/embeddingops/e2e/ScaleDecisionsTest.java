package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.e2e.ScaleDecisions.Decision;
import io.embeddingops.e2e.Timeline.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleDecisionsTest {

    private static final double WINDOW = 300;

    private final List<Sample> samples = new ArrayList<>();

    @Test
    void decisionsAreChangesOfTheReplicas() {
        during(100, 1, 1);
        during(100, 2, 1);
        during(100, 2, 3);
        assertThat(ScaleDecisions.in(samples).decisions()).containsExactly(new Decision(200, 1, 3));
        assertThat(ScaleDecisions.in(samples).loadChanges()).isEqualTo(1);
    }

    @Test
    void riseWithMoreLoadIsNotFlapping() {
        during(400, 1, 2);
        during(100, 1, 1);
        during(60, 2, 1);
        during(60, 2, 2);
        assertThat(ScaleDecisions.in(samples).flapping(WINDOW)).isEmpty();
    }

    @Test
    void loadThatRoseJustBeforeTheFallIsAReason() {
        during(400, 1, 2);
        during(60, 2, 2);
        during(10, 1, 1);
        during(60, 1, 2);
        assertThat(ScaleDecisions.in(samples).flapping(WINDOW)).isEmpty();
    }

    @Test
    void riseWithTheSameLoadIsFlapping() {
        during(400, 1, 2);
        during(200, 1, 1);
        during(60, 1, 2);
        assertThat(ScaleDecisions.in(samples).flapping(WINDOW)).containsExactly(new Decision(600, 1, 2));
    }

    @Test
    void riseWithLessLoadThanInTheWindowIsFlapping() {
        during(200, 2, 2);
        during(200, 1, 2);
        during(100, 0.5, 1);
        during(60, 1.5, 1);
        during(60, 1.5, 2);
        assertThat(ScaleDecisions.in(samples).flapping(WINDOW)).containsExactly(new Decision(560, 1, 2));
    }

    private void during(int seconds, double offered, int replicas) {
        for (var i = 0; i < seconds / 10; i++) {
            samples.add(new Sample(10.0 * samples.size(), offered, replicas, replicas, 0, 0, Duration.ZERO));
        }
    }
}
