package io.embeddingops.cli.reembed;

import io.embeddingops.verification.Cosine;
import java.util.ArrayList;
import java.util.List;

/** Describes what a run leaves to the user. */
final class Summary {

    private Summary() {}

    static List<String> lines(ResumeState state) {
        var counts = state.counts();
        var lines = new ArrayList<String>();
        if (counts.compared() > 0) {
            lines.add(counts.compared() + " stored vectors were compared with those of --from: "
                    + (counts.different() == 0 ? "all are" : counts.different() + " are not")
                    + " of the same space (smallest"
                    + " cosine " + Cosine.text(counts.minCosine()) + ")");
        }
        if (counts.invalid() > 0) {
            lines.add(counts.invalid() + " lines have no vector: see the file of --errors");
        }
        return lines;
    }
}
