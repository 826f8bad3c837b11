#!/usr/bin/env bash
# Tests the change of a model without an outage, with a real SGLang on CPU, under load and while things fail.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/transitions.sh [MAVEN_ARGUMENT ...]

Runs end-to-end tests on a real node, in which ten clients call a service all the time while its model is changed. Each vector is compared
with those that sentence-transformers makes of the same models: it must be of the space that the Service was set to.

  hack/transitions.sh                                all tests, about an hour
  hack/transitions.sh -Dit.test=SideBySideE2E        another model is accepted, taken back and accepted again; part of hack/e2e.sh, too
  hack/transitions.sh -Dit.test=SecondChangeE2E      other dimensions, a second change, a change that is taken back; mode Enforce
  hack/transitions.sh -Dit.test=InPlaceE2E           transition InPlace: the same objects
  hack/transitions.sh -Dit.test=RestingStatesE2E     what waits is quiet, and survives a restart of the operator and deleted Deployments
  hack/transitions.sh -Dit.test=TransitionFaultsE2E -De2e.transitions.seed=7
                                                     servers, the operator and the API server fail at 20 random moments, by default with
                                                     the seed 25
  hack/transitions.sh -Dit.test=FallbackE2E          the servers on CPU step in; a part is in hack/e2e.sh, too
  hack/transitions.sh -Dit.test=ReembedE2E           documents are embedded anew, and the command is killed meanwhile

Requires what hack/e2e.sh requires.
U
}

TESTS=SideBySideE2E,SecondChangeE2E,InPlaceE2E,RestingStatesE2E,TransitionFaultsE2E,FallbackE2E,ReembedE2E

parse "*" "$@"
"$HACK/e2e.sh" -De2e.transitions=true "-Dit.test=$TESTS" ${arguments[@]+"${arguments[@]}"}
