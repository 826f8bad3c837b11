package io.embeddingops.cli.reembed;

/**
 * What was done so far, in all runs together.
 *
 * @param written texts with a vector in the output
 * @param invalid lines that were skipped
 * @param compared stored vectors that were compared
 * @param different those that are not of the space of --from
 * @param minCosine the smallest cosine of a stored vector; 1 without any
 */
record Counts(long written, long invalid, long compared, long different, double minCosine) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 1);

    Counts with(Result result) {
        var less = result.samples().stream()
                .filter(sample -> sample.cosine() < Space.MIN_COSINE)
                .count();
        return new Counts(
                written + result.written(),
                invalid + result.invalid().size(),
                compared + result.samples().size(),
                different + less,
                result.samples().stream().mapToDouble(Result.Sample::cosine).reduce(minCosine, Math::min));
    }
}
