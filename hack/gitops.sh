#!/usr/bin/env bash
# Tests the operator with real GitOps tools on a local control plane: see docs/gitops.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/jobs.sh"
. "$HACK/operator.sh"
. "$HACK/gitops/checks.sh"
. "$HACK/gitops/setup.sh"
. "$HACK/gitops/flux.sh"
. "$HACK/gitops/flux-checks.sh"
. "$HACK/gitops/argocd.sh"
. "$HACK/gitops/autoscaling.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/gitops.sh [flux] [argocd]      default: both

  flux    Flux' controllers $FLUX_VERSION with a Git repository on 127.0.0.1: arrival, edits, failures, drift, order, pruning, migration,
          autoscaling
  argocd  Argo CD's comparison, sync and health check ($ARGO_CD_VERSION) with the examples in examples/gitops/argocd

The nodes are simulated. The components' logs of a part that failed are in target/gitops.
U
}

# A run directory of its own, which contains the cluster of this run only.
RUN_ROOT=$RUN_ROOT-gitops-$$
export EMBEDDING_OPERATOR_RUN=$RUN_ROOT
begin=$SECONDS

clean_up() {
  local code=$?
  trap '' INT TERM
  stop_jobs
  if [ -d "$RUN/logs" ]; then keep_logs "$part"; fi
  if [ -d "$RUN" ]; then stop_all; fi
  if [ $code != 0 ]; then log "a check failed, or the run was interrupted; the logs are in target/gitops"; fi
}

stop_all() {
  stop operator kustomize-controller source-controller git-server
  "$HACK/cluster.sh" down --name "$NAME"
}

keep_logs() { # keep_logs PART
  mkdir -p "target/gitops/$1"
  cp "$RUN"/logs/*.log "target/gitops/$1/"
}

set_cluster gitops
parse "" "$@"
if [ ${#arguments[@]} = 0 ]; then arguments=(flux argocd); fi
for part in "${arguments[@]}"; do
  case $part in flux | argocd) ;; *) usage_error "there is no part '$part'" ;; esac
done
need git
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
build_all "${arguments[@]}"
rm -rf target/gitops
for part in "${arguments[@]}"; do
  log "starting a control plane for the checks of $part"
  "$HACK/cluster.sh" up --name "$NAME" >/dev/null
  "test_$part"
  if [ ${#FAILED[@]} != 0 ]; then keep_logs "$part"; fi
  stop_all
done
summary
