#!/usr/bin/env bash
# Tests autoscaling with a real metrics-server, KEDA and Prometheus.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/scale.sh [MAVEN_ARGUMENT ...]

Runs end-to-end tests on a real node, with autoscalers that react as fast as by default: a HorizontalPodAutoscaler with metrics-server
$METRICS_SERVER_VERSION, and KEDA $KEDA_VERSION with Prometheus $PROMETHEUS_VERSION.

  hack/scale.sh                                      all tests, about 2 hours
  hack/scale.sh -Dit.test=ScaleCpuE2E                servers follow load in steps, by CPU; ScaleBusyE2E: by the busy share; 20 minutes
  hack/scale.sh -Dit.test=ScaleMissingE2E            metrics-server, KEDA or Prometheus is missing; 20 minutes
  hack/scale.sh -Dit.test=ScaleRandomE2E -De2e.scale.minutes=10 -De2e.scale.seed=7
                                                     random load, by default 30 minutes of it with the seed 24

The load and the servers over time are in target/scale/*.csv; hack/scale/draw.sh steps.py IMAGE TITLE=CSV ... draws them.

The first run builds these programs, which takes 15 minutes on 2 cores. Requires Linux and what hack/e2e.sh requires.
U
}

TESTS=AutoscalersE2E,ScaleCpuE2E,ScaleBusyE2E,ScaleMissingE2E,ScaleRandomE2E

parse "*" "$@"
"$HACK/check-tools.sh" java cluster real
"$HACK/build.sh" scale prometheus
"$HACK/e2e.sh" -De2e.scale=true "-Dit.test=$TESTS" ${arguments[@]+"${arguments[@]}"}
