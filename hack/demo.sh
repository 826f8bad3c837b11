#!/usr/bin/env bash
# Runs the operator on a local control plane until all example services are Ready.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/jobs.sh"
. "$HACK/operator.sh"
. "$HACK/demo/show.sh"
. "$HACK/demo/hub.sh"
. "$HACK/demo/real.sh"
. "$HACK/sglang/common.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/demo.sh          build what is missing, start a cluster 'demo' and the operator, apply examples/, show the
                             result, and stop everything
       hack/demo.sh down     stop a demo that KEEP=1 has left running

environment:
  KEEP=1   leave the cluster and the operator running
  REAL=1   instead of the examples, run one service with a real SGLang on CPU, on a real node, and call it (Linux, root)
U
}

EXAMPLE=qwen3-embedding
begin=$SECONDS keep=false locked=false real=false
if [ "${REAL:-0}" = 1 ]; then real=true; fi

build() {
  local parts=(api controllers kwok)
  if $real; then parts+=(node); fi
  if jar_is_current && are_built "${parts[@]}" && { ! $real || sglang_is_installed; }; then return; fi
  log "building what is missing of the operator and the control plane, in parallel"
  if ! jar_is_current; then job maven build_jar; fi
  job cluster "$HACK/build.sh" "${parts[@]}"
  if $real; then job sglang "$HACK/sglang/install.sh"; fi
  finish_jobs
}

build_image() {
  if [ -z "$(find target/embedding-operator-image.tar -newer $JAR 2>/dev/null)" ]; then hack/image.sh; fi
}

# Demos use the same cluster name, so only one can run at a time.
lock_demo() {
  (umask 077 && mkdir -p "$RUN_ROOT")
  lock "$RUN_ROOT/demo.lock"
  locked=true
}

down() {
  if [ -d "$RUN" ]; then stop operator hub; fi
  "$HACK/cluster.sh" down --name "$NAME"
}

clean_up() {
  local code=$?
  trap '' INT TERM
  stop_jobs
  if $locked; then
    if $keep && [ -d "$RUN" ]; then how_to_use_it; elif [ -d "$RUN" ]; then down; fi
    rmdir "$RUN_ROOT/demo.lock" "$RUN_ROOT" 2>/dev/null || true
  fi
  if [ $code != 0 ]; then log "the demo failed or was interrupted"; fi
}

how_to_use_it() {
  log "the cluster and the operator keep running until: make demo-down"
  printf '    %s\n' "eval \"\$(hack/cluster.sh env --name $NAME)\"" "kubectl get emb" >&2
  if $real; then how_to_call_it >&2; fi
  log "the operator's log: $RUN/logs/operator.log"
}

demo() {
  lock_demo
  if [ -d "$RUN" ]; then
    log "stopping the previous demo"
    down
  fi
  if $real; then "$HACK/check-tools.sh" real; fi
  build
  "$HACK/cluster.sh" up --name "$NAME" --gpu-nodes 3 --crds crds >/dev/null
  if [ "${KEEP:-0}" = 1 ]; then keep=true; fi
  if $real; then real_demo; else fake_demo; fi
  heading "the demo took $((SECONDS - begin)) s"
}

fake_demo() {
  start_operator --allowed-host-paths /usr/local/bin --allowed-image-prefixes registry.local,registry.example.com/models \
    --fetch-image registry.local/embedding-operator:demo --allowed-secrets models-s3,hub-token,embedding-keys,qwen3-embedding-shared-tls
  apply hack/demo/storage.yaml
  apply examples
  log "the reason of each service, until all are Ready"
  await_ready 60 "$(cat examples/*.yaml | grep -c '^kind: EmbeddingService *$')"
  show $EXAMPLE
  heading "the pods and their limits"
  show_pods
  heading "a client of $EXAMPLE, in a pod of the same cluster"
  show_client $EXAMPLE
  show_download
  heading "The nodes are simulated (KWOK): pods are scheduled and become Ready, but SGLang does not run, so no server answers at this URL."
}

show() { # show SERVICE: all services, and the server of this one
  heading "kubectl get emb -o wide"
  kubectl get emb -o wide
  heading "the command of $1's server, from its Deployment"
  show_command "$1"
  heading "its probes"
  show_probes "$1"
}

set_cluster demo
parse "" "$@"
take_command
no_arguments
case $command in '' | down) ;; *) usage_error "unknown command '$command'" ;; esac
trap clean_up EXIT
trap 'keep=false; exit 130' INT
trap 'keep=false; exit 143' TERM
if [ "$command" != down ]; then demo
elif [ -d "$RUN" ]; then lock_demo; down
else log "there is no demo"; fi
