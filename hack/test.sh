#!/usr/bin/env bash
# All tests, those on a real control plane included. Whatever happens, none of their clusters stays behind.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/jobs.sh"
cd "$HACK/.."

# A place of its own, so that the clusters in it are those of this run and no others.
export EMBEDDING_OPERATOR_RUN=$RUN_ROOT-test-$$
begin=$SECONDS

clean_up() {
  local code=$? run
  trap '' INT TERM
  stop_jobs
  for run in "$EMBEDDING_OPERATOR_RUN"/*/; do
    if [ -d "$run" ]; then "$HACK/cluster.sh" down --name "$(basename "$run")" || true; fi
  done
  if [ $code = 0 ]; then log "all tests have passed, after $((SECONDS - begin)) s"
  else log "the tests have failed or were stopped, after $((SECONDS - begin)) s; reports: target/surefire-reports, target/failsafe-reports"
  fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! cluster_is_built || ! are_built install; then
  log "building the control plane and the tests' tools, once, and compiling the operator meanwhile"
  job cluster "$HACK/build.sh" api controllers kwok install
  job maven maven test-compile
  finish_jobs
fi
log "mvn verify -Pit: the fast tests, then those on a real control plane (the run directory is $EMBEDDING_OPERATOR_RUN)"
group mvn -B -ntp verify -Pit "$@"
finish_jobs
