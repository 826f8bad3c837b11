package io.embeddingops.cli.reembed;

import java.util.Optional;

/** Checks a vector before it is written. */
final class VectorCheck {

    private VectorCheck() {}

    /** What is wrong with the vector. */
    static Optional<String> problem(float[] vector, int dimensions) {
        if (vector.length != dimensions) {
            return Optional.of("the server returned a vector of " + vector.length + " dimensions, not " + dimensions);
        }
        var zero = true;
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                return Optional.of("the server returned a vector whose component " + (i + 1) + " is " + vector[i]);
            }
            zero &= vector[i] == 0;
        }
        return zero ? Optional.of("the server returned a vector of zeros") : Optional.empty();
    }
}
