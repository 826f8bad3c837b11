package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.source.FetchResult;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The parts of status.model about the download. The revision is the one to which the first download of the service resolved its
 * source, and later downloads use it: so it stays as long as the source is the same, whatever else of the spec changes.
 */
final class FetchedModel {

    private FetchedModel() {}

    /**
     * Adds what is known about the download.
     *
     * @param model the other parts
     * @param before the model of the last status
     * @param source the source of the current spec, see {@link io.embeddingops.source.Location#text()}; empty without a download
     * @param pods newest first
     */
    static ModelStatus in(
            ModelStatus model, Optional<ModelStatus> before, Optional<String> source, List<PodView> pods) {
        var known = before.filter(status -> status.source() != null && source.equals(Optional.of(status.source())));
        var reports = source.map(text -> reports(text, pods)).orElse(List.of());
        var revision = known.map(ModelStatus::revision)
                .or(() -> reports.stream()
                        .reduce((newer, older) -> older)
                        .map(report -> report.result().revision()));
        return reports.stream()
                .filter(report -> revision.equals(Optional.of(report.result().revision())))
                .max(Comparator.comparing(Report::completed))
                .map(report -> with(model, report.result()))
                .orElseGet(() -> with(
                        model,
                        tooLarge(source, pods)
                                .filter(size -> revision.isEmpty())
                                .or(() -> known)
                                .orElse(ModelStatus.EMPTY)));
    }

    /** A model that did not fit: its size is known, for the size of its volume. */
    private static Optional<ModelStatus> tooLarge(Optional<String> source, List<PodView> pods) {
        return pods.stream()
                .flatMap(pod -> pod.fetch().stream())
                .flatMap(fetch -> fetch.failure().stream())
                .filter(failure -> failure.bytes() != null
                        && Optional.ofNullable(failure.source()).equals(source))
                .findFirst()
                .map(failure -> ModelStatusBuilder.builder()
                        .source(failure.source())
                        .size(failure.bytes())
                        .build());
    }

    /** The model without what is known about the download. */
    static ModelStatus without(ModelStatus model) {
        return with(model, ModelStatus.EMPTY);
    }

    private record Report(FetchResult result, Instant completed) {}

    private static List<Report> reports(String source, List<PodView> pods) {
        return pods.stream()
                .flatMap(pod -> pod.fetch().stream())
                .flatMap(fetch -> fetch.success().stream()
                        .filter(result -> result.source().equals(source))
                        .map(result -> new Report(result, fetch.completed().orElseThrow())))
                .toList();
    }

    private static ModelStatus with(ModelStatus model, FetchResult result) {
        return ModelStatusBuilder.builder(model)
                .source(result.source())
                .revision(result.revision())
                .newerRevision(result.moved())
                .size(result.bytes())
                .digest(result.digest())
                .build();
    }

    private static ModelStatus with(ModelStatus model, ModelStatus known) {
        return ModelStatusBuilder.builder(model)
                .source(known.source())
                .revision(known.revision())
                .newerRevision(known.newerRevision())
                .size(known.size())
                .digest(known.digest())
                .build();
    }
}
