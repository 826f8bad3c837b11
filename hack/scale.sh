#!/usr/bin/env bash
# Tests autoscaling with a real metrics-server, KEDA and Prometheus.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/scale.sh [MAVEN_ARGUMENT ...]

Runs end-to-end tests on a real node, with autoscalers that react as fast as by default:

  cpu     a HorizontalPodAutoscaler with metrics-server $METRICS_SERVER_VERSION
  query   KEDA $KEDA_VERSION with Prometheus $PROMETHEUS_VERSION

The first run builds these programs, which takes 15 minutes on 2 cores. Requires Linux and what hack/e2e.sh requires.
U
}

TESTS=AutoscalersE2E

parse "*" "$@"
"$HACK/check-tools.sh" java cluster real
"$HACK/build.sh" scale prometheus
"$HACK/e2e.sh" -De2e.scale=true "-Dit.test=$TESTS" ${arguments[@]+"${arguments[@]}"}
