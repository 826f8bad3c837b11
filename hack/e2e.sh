#!/usr/bin/env bash
# Runs the end-to-end tests: the operator with a real kubelet and a real SGLang on CPU, on this machine. See hack/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/jobs.sh"
. "$HACK/sglang/common.sh"

usage() {
  cat <<U
usage: hack/e2e.sh [MAVEN_ARGUMENT ...]

Installs what is missing, then runs the tests **/*E2E.java on a cluster of their own, which is removed afterwards:

  hack/e2e.sh                                   all tests, about half an hour on 2 idle cores
  hack/e2e.sh -Dit.test=HangE2E,CrashE2E        some tests
  hack/e2e.sh -De2e.pace=3                      with three times longer timeouts, for a slow or busy machine
  hack/e2e.sh -De2e.essential=true              without AwayE2E and NeighboursE2E, and with half of the models whose vectors are
                                                compared with the reference: 10 minutes less
  hack/e2e.sh -Dit.test=RestartsE2E -De2e.restarts=30
                                                30 restarts of a real model without a false alarm, 12 minutes; never run by
                                                default

Logs and objects of a failed test are in target/e2e/TEST/. Requires Linux, root, JDK >= 17, Maven, Python 3.11, Go >= $GO_MINIMUM,
8 GB of memory and 10 GB of disk. The first run takes 10 minutes more to build Kubernetes and install SGLang.
U
}

parse "*" "$@"
set_cluster e2e-$$

clean_up() {
  local code=$?
  trap '' INT TERM HUP
  stop_jobs
  if [ -d "$RUN" ]; then "$HACK/cluster.sh" down --name "$NAME" || code=1; fi
  exit "$code"
}

"$HACK/check-tools.sh" java cluster real
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
cd "$HACK/.."

if ! cluster_is_built || ! are_built node || ! sglang_is_installed; then
  log "building the control plane and the node, and installing SGLang, in parallel"
  job cluster "$HACK/build.sh" api controllers kwok node
  job sglang "$HACK/sglang/install.sh"
  finish_jobs
fi
hack/sglang/reference.sh
if [ -z "$(find target/embedding-operator-image.tar -newer pom.xml 2>/dev/null)" ] ||
  [ -n "$(find src/main crds hack/image hack/jvm.options -newer target/embedding-operator-image.tar | head -n 1)" ]; then
  hack/image.sh
fi
begin=$SECONDS
log "mvn verify -Pe2e (the run directory is $RUN)"
code=0
group mvn -B -ntp verify -Pe2e "-De2e.cluster=$NAME" ${arguments[@]+"${arguments[@]}"}
finish_jobs || code=$?
log "end-to-end tests: $((SECONDS - begin)) s, $([ $code = 0 ] && echo passed || echo "failed; see target/e2e")"
exit "$code"
