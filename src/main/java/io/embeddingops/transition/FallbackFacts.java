package io.embeddingops.transition;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * What decides whether the servers of spec.fallback run and serve.
 *
 * @param replicas how many other servers the service should have
 * @param ready how many of them are ready. The Deployment's available replicas do not count: they may be outdated
 * @param vectorsKnown whether it is known which vectors the service must return
 * @param fallbackReplicas how many servers of the fallback should run at present
 * @param fallbackReady how many of them are ready
 * @param fallbackRight whether verification has shown that its ready servers return the vectors in use
 * @param serving whether the Service selects the fallback at present
 * @param unavailableSince since when no other server is ready, if this was known before
 * @param until when the fallback is stopped, if this was decided before
 * @param now the moment
 */
@RecordBuilder
public record FallbackFacts(
        int replicas,
        int ready,
        boolean vectorsKnown,
        int fallbackReplicas,
        int fallbackReady,
        boolean fallbackRight,
        boolean serving,
        Optional<Instant> unavailableSince,
        Optional<Instant> until,
        Instant now) {}
