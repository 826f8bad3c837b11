#!/usr/bin/env bash
# Runs all tests that need no real node, and removes their clusters in any case.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/jobs.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/test.sh [MAVEN_ARGUMENT ...]

Runs the tests of the plugin for SGLang, the fast tests, then the tests **/*IT.java on a real control plane. The first run builds the
control plane.
U
}

parse "*" "$@"

# A run directory of its own, which contains the clusters of this run only.
export EMBEDDING_OPERATOR_RUN=$RUN_ROOT-test-$$
begin=$SECONDS

clean_up() {
  local code=$? run
  trap '' INT TERM
  stop_jobs
  for run in "$EMBEDDING_OPERATOR_RUN"/*/; do
    if [ -d "$run" ]; then "$HACK/cluster.sh" down --name "$(basename "$run")" || true; fi
  done
  if [ $code = 0 ]; then log "all tests passed after $((SECONDS - begin)) s"
  else log "the tests failed or were interrupted after $((SECONDS - begin)) s; reports: target/surefire-reports, target/failsafe-reports"
  fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! cluster_is_built || ! are_built install; then
  log "building the control plane and the tools of the tests, once, and compiling the operator in parallel"
  job cluster "$HACK/build.sh" api controllers kwok install
  job maven maven test-compile
  finish_jobs
fi
log "the tests of the plugin for SGLang"
job plugin "$HACK/plugin-test.sh"
finish_jobs
log "mvn verify -Pit: the fast tests, then those on a real control plane (the run directory is $EMBEDDING_OPERATOR_RUN)"
group mvn -B -ntp verify -Pit ${arguments[@]+"${arguments[@]}"}
finish_jobs
