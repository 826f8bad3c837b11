#!/usr/bin/env bash
# The operator on a local control plane, from nothing to Ready services.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/jobs.sh"
. "$HACK/demo/objects.sh"
. "$HACK/demo/show.sh"
. "$HACK/demo/real.sh"
. "$HACK/sglang/common.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/demo.sh          builds what is missing, starts a cluster 'demo' and the operator, applies all of examples/,
                             shows what becomes of them, and stops everything; with KEEP=1 all of it goes on running.
                             With REAL=1 there is a real node, too, and on it, instead of the examples, one service
                             with a real SGLang on CPU, which is called (Linux and root only)
       hack/demo.sh down     stops a demo that goes on running
U
}

NAME=demo
RUN=$RUN_ROOT/$NAME
JAR=target/embedding-operator.jar
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
EXAMPLE=qwen3-embedding
begin=$SECONDS keep=false locked=false kubectl=false real=false
if [ "${REAL:-0}" = 1 ]; then real=true; fi

jar_is_current() {
  [ -f $JAR ] && [ -z "$(find pom.xml src/main crds -newer $JAR 2>/dev/null | head -n 1)" ] && "$JAVA" -jar $JAR --version >/dev/null 2>&1
}

build() {
  local parts=(api controllers kwok)
  if $real; then parts+=(node); fi
  if jar_is_current && cluster_is_built && { ! $real || { are_built node && sglang_is_installed; }; }; then return; fi
  log "building what is missing of the operator and, side by side, of the control plane"
  if ! jar_is_current; then job maven maven -Dmaven.test.skip=true -Dspotless.check.skip=true package; fi
  job cluster "$HACK/build.sh" "${parts[@]}"
  if $real; then job sglang "$HACK/sglang/install.sh"; fi
  finish_jobs
}

# One demo at a time: they share the name. (The user's own clusters have others.)
lock_demo() {
  (umask 077 && mkdir -p "$RUN_ROOT")
  lock "$RUN_ROOT/demo.lock"
  locked=true
}

down() {
  if [ -d "$RUN" ]; then stop operator; fi
  "$HACK/cluster.sh" down --name $NAME
}

clean_up() {
  local code=$?
  trap '' INT TERM
  stop_jobs
  if $locked; then
    if $keep && [ -d "$RUN" ]; then how_to_use_it; elif [ -d "$RUN" ]; then down; fi
    rmdir "$RUN_ROOT/demo.lock" "$RUN_ROOT" 2>/dev/null || true
  fi
  if [ $code != 0 ]; then log "the demo has failed, or was stopped"; fi
}

how_to_use_it() {
  log "cluster and operator go on running, until: make demo-down"
  if $kubectl; then printf '    %s\n' "eval \"\$(hack/cluster.sh env --name $NAME)\"" "kubectl get emb"
  else printf '    %s\n' "hack/cluster.sh api --name $NAME GET $SERVICES"
  fi >&2
  if $real; then how_to_call_it >&2; fi
  log "the operator's log: $RUN/logs/operator.log"
}

# None of the user's settings, nor a proxy, may change what the demo shows.
start_operator() { # start_operator ALLOWED_HOST_PATHS
  local variable unset=()
  for variable in $(env | sed -n 's/^\(EMBEDDING_OPERATOR_[A-Z_]*\)=.*/\1/p') \
    HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy; do unset+=(-u "$variable"); done
  log "starting the operator: java -jar $JAR run --allowed-host-paths $1 --allowed-image-prefixes registry.local"
  spawn operator env "${unset[@]}" KUBECONFIG="$RUN/kubeconfig" "$JAVA" -jar "$PWD/$JAR" run \
    --allowed-host-paths "$1" --allowed-image-prefixes registry.local --management-address 127.0.0.1 --management-port 0
}

demo() {
  lock_demo
  if [ -d "$RUN" ]; then
    log "stopping the demo that is still there"
    down
  fi
  if $real; then "$HACK/check-tools.sh" real; fi
  build
  "$HACK/cluster.sh" up --name $NAME --crds crds >/dev/null
  # shellcheck disable=SC1091
  . "$RUN/cluster.env"   # API_PORT
  if [ "${KEEP:-0}" = 1 ]; then keep=true; fi
  if have_kubectl; then kubectl=true; fi
  if $real; then real_demo; else fake_demo; fi
  heading "the demo took $((SECONDS - begin)) s"
}

fake_demo() {
  start_operator /usr/local/bin
  apply hack/demo/storage.yaml
  apply examples
  log "the reason of each service, until all are Ready"
  await_ready 60 "$(cat examples/*.yaml | grep -c '^kind: EmbeddingService *$')"
  show $EXAMPLE
  heading "the pods and their GPUs"
  show_pods
  heading "a client of $EXAMPLE, in a pod of the same cluster"
  show_client $EXAMPLE
  heading "The nodes are simulated (KWOK): pods are scheduled and become Ready, but SGLang does not run, so no server answers at this URL."
}

show() { # show SERVICE: all services, and what becomes of this one
  if $kubectl; then
    heading "kubectl get emb -o wide"
    demo_kubectl get emb -o wide
  else
    heading "the services, as kubectl get emb -o wide would show them"
    table "$SERVICES"
  fi
  heading "the command of $1's server, as its Deployment has it"
  show_command "$1"
  heading "its probes"
  show_probes "$1"
}

trap clean_up EXIT
trap 'keep=false; exit 130' INT
trap 'keep=false; exit 143' TERM
case ${1:-} in
  '') demo ;;
  down) if [ -d "$RUN" ]; then lock_demo; down; else log "there is no demo"; fi ;;
  -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
