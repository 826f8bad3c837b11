package io.embeddingops.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.embeddingops.fixtures.ScriptedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final List<float[]> VECTORS = ScriptedModel.usual().embed(Texts.ALL, OptionalInt.empty());

    private final Fingerprint fingerprint = Fingerprint.of(VECTORS);

    @Test
    void survivesEncoding() {
        var read = Fingerprint.fromBytes(fingerprint.toBytes());

        assertThat(read).isEqualTo(fingerprint).hasSameHashCodeAs(fingerprint).hasToString(fingerprint.toString());
        assertThat(read.id()).isEqualTo(fingerprint.id()).matches("vs-[0-9a-f]{12}");
        assertThat(read.dimensions()).isEqualTo(256);
        assertThat(read.cosine(fingerprint)).isCloseTo(1, within(1e-12));
        assertThat(fingerprint.toBytes()).hasSize(10 * 256 * 2 + 17);
    }

    @Test
    void roundingChangesCosineLittle() {
        var other = new ArrayList<>(VECTORS);
        other.set(3, ScriptedModel.mixed(VECTORS.get(3), VECTORS.get(4), 0.1));

        assertThat(Fingerprint.of(other).cosine(fingerprint))
                .isCloseTo(Cosine.of(other.get(3), VECTORS.get(3)), within(1e-4));
        assertThat(Fingerprint.of(other)).isNotEqualTo(fingerprint);
        assertThat(Fingerprint.of(other).id()).isNotEqualTo(fingerprint.id());
    }

    @Test
    void vectorLengthIsIgnored() {
        var longer = VECTORS.stream()
                .map(vector -> ScriptedModel.scaled(vector, 1.02))
                .toList();

        assertThat(Fingerprint.of(longer).cosine(fingerprint)).isGreaterThan(0.99999);
        assertThat(Fingerprint.of(one(new float[] {0, -3})).cosine(Fingerprint.of(one(new float[] {0, 3}))))
                .isEqualTo(-1);
    }

    @Test
    void cosineIsZeroForOtherDimensionsOrTexts() {
        var smaller = Fingerprint.of(ScriptedModel.usual().embed(Texts.ALL, OptionalInt.of(255)));
        var newer = new Fingerprint("2", fingerprint.vectors());

        assertThat(fingerprint.cosine(smaller)).isZero();
        assertThat(fingerprint.cosine(newer)).isZero();
        assertThat(newer).isNotEqualTo(fingerprint);
        assertThat(Fingerprint.fromBytes(newer.toBytes())).isEqualTo(newer);
    }

    @Test
    void damagedAndTruncatedBytesAreRejected() {
        var bytes = fingerprint.toBytes();
        for (int i = 0; i < bytes.length; i++) {
            var damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThatIllegalArgumentException()
                    .as("byte " + i)
                    .isThrownBy(() -> Fingerprint.fromBytes(damaged))
                    .withMessageStartingWith("The fingerprint is damaged: ");
        }
        for (int length = 0; length < bytes.length; length += 7) {
            var shortened = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.fromBytes(shortened));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprint.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void invalidVectorsAreRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(one(new float[0])));
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(one(new float[2])));
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(one(new float[] {Float.NaN, 1})));
        var sizes = new ArrayList<>(VECTORS);
        sizes.set(9, new float[] {1});
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(sizes));
    }

    /** The vector for all texts. */
    private static List<float[]> one(float[] vector) {
        return Texts.ALL.stream().map(text -> vector).toList();
    }
}
