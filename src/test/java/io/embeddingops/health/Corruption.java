package io.embeddingops.health;

import static io.embeddingops.fixtures.ScriptedModel.mixed;
import static io.embeddingops.fixtures.ScriptedModel.scaled;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer.Question;
import io.embeddingops.fixtures.ScriptedServer.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Ways in which a server can corrupt its vectors. */
enum Corruption implements Vectors {
    NONE(vectors -> vectors),
    NOT_A_NUMBER(each(vector -> with(vector, Float.NaN))),
    INFINITE(each(vector -> with(vector, Float.NEGATIVE_INFINITY))),
    ZEROS(each(vector -> new float[vector.length])),
    EMPTY(each(vector -> new float[0])),
    LONG(each(vector -> scaled(vector, 1.03))),
    SHORT(each(vector -> scaled(vector, 0.97))),
    ALMOST_NORMAL(each(vector -> scaled(vector, 1.015))),
    TRUNCATED(vectors -> vectors.subList(0, Math.max(1, vectors.size() - 1))),
    REVERSED(Corruption::reversed),
    SHIFTED(vectors -> rotated(vectors, 1)),
    HALF_SHIFTED(vectors -> rotated(vectors, vectors.size() / 2)),
    SWAPPED(vectors -> vectors.size() < 5 ? vectors : swapped(vectors)),
    CONSTANT(each(vector -> ScriptedModel.usual().random(7))),
    ALMOST_CONSTANT(each(vector -> noisy(ScriptedModel.usual().random(7), 5e-4))),
    NO_MEANING(vectors -> vectors) {
        @Override
        public List<float[]> of(Question question) {
            return question.texts().stream()
                    .map(text -> ScriptedModel.usual().random(text.hashCode()))
                    .toList();
        }
    },
    DIFFERENT_SIZES(vectors -> vectors.size() < 2 ? vectors : lastShortened(vectors)),
    BATCH_OF_ANOTHER_SIZE(vectors -> vectors.size() < 2
            ? vectors
            : each(vector -> ScriptedModel.unit(Arrays.copyOf(vector, 255))).apply(vectors)),
    OTHER_IN_BATCH(vectors ->
            vectors.size() < 2 ? vectors : each(vector -> pooled(vector)).apply(vectors)),
    UNSTABLE(vectors -> vectors) {
        @Override
        public List<float[]> of(Question question) {
            return each(vector -> mixed(vector, ScriptedModel.usual().random(question.number()), 0.1))
                    .apply(super.of(question));
        }
    },
    DIMENSIONS_IGNORED(vectors -> vectors) {
        @Override
        public List<float[]> of(Question question) {
            return ScriptedModel.usual().embed(question.texts(), OptionalInt.empty());
        }
    },
    NOISE(each(vector -> noisy(vector, 1e-3))),
    ROUNDED(each(Corruption::bfloat16)),
    OTHER_POOLING(each(Corruption::pooled)),
    OTHER_MODEL(vectors -> vectors) {
        @Override
        public List<float[]> of(Question question) {
            return new ScriptedModel(256, 2).of(question);
        }
    },
    OTHER_SIZE(vectors -> vectors) {
        @Override
        public List<float[]> of(Question question) {
            return new ScriptedModel(255, 1).of(question);
        }
    };

    private static final Random NOISE_SOURCE = new Random(1);

    private final UnaryOperator<List<float[]>> change;

    Corruption(UnaryOperator<List<float[]>> change) {
        this.change = change;
    }

    @Override
    public List<float[]> of(Question question) {
        return change.apply(ScriptedModel.usual().of(question));
    }

    private static UnaryOperator<List<float[]>> each(UnaryOperator<float[]> change) {
        return vectors -> vectors.stream().map(change).toList();
    }

    private static float[] with(float[] vector, float component) {
        var changed = vector.clone();
        changed[17] = component;
        return changed;
    }

    private static float[] noisy(float[] vector, double most) {
        var noisy = vector.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) ((2 * NOISE_SOURCE.nextDouble() - 1) * most);
        }
        return noisy;
    }

    private static float[] bfloat16(float[] vector) {
        var rounded = new float[vector.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Float.intBitsToFloat(Float.floatToIntBits(vector[i]) + 0x8000 & 0xffff0000);
        }
        return rounded;
    }

    /** Another vector of the same text, with a cosine of about 0.4 to the correct one. */
    private static float[] pooled(float[] vector) {
        var turned = new float[vector.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = vector[(i + 1) % turned.length];
        }
        return mixed(vector, turned, 0.7);
    }

    private static List<float[]> reversed(List<float[]> vectors) {
        var reversed = new ArrayList<float[]>();
        vectors.forEach(vector -> reversed.add(0, vector));
        return reversed;
    }

    private static List<float[]> rotated(List<float[]> vectors, int distance) {
        var rotated = new ArrayList<>(vectors);
        Collections.rotate(rotated, distance);
        return rotated;
    }

    private static List<float[]> swapped(List<float[]> vectors) {
        var swapped = new ArrayList<>(vectors);
        Collections.swap(swapped, 3, 4);
        return swapped;
    }

    private static List<float[]> lastShortened(List<float[]> vectors) {
        var changed = new ArrayList<>(vectors);
        var last = changed.size() - 1;
        changed.set(last, ScriptedModel.unit(Arrays.copyOf(changed.get(last), 128)));
        return changed;
    }
}
