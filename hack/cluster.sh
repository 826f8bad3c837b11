#!/usr/bin/env bash
# A real Kubernetes control plane on this machine, without containers, with fake GPU nodes. See hack/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"

usage() {
  cat <<U
usage: hack/cluster.sh COMMAND [OPTION ...]

  up                build what is missing, start the cluster; does nothing if it runs already
  down              stop it and remove all that it left
  status            what runs; exits 0 if all of it does, 3 otherwise
  env               print the shell line that points kubectl to it: eval "\$(hack/cluster.sh env)"
  path              print the run directory: PATH/kubeconfig, PATH/logs
  stop-api          stop the API server only; clients see an outage
  start-api         start it again, at the same address
  add-node NODE     add a fake node
  delete-node NODE  delete a node
  api METHOD PATH [CURL_ARGUMENT ...]
                    one request as the cluster's admin, with curl: api GET /api/v1/nodes

options:
  --name NAME          which cluster (default: dev); any number can run side by side
  --profile PROFILE    up: 'full' (default), or 'api': etcd and API server only, no controllers and nodes
  --gpu-nodes N        up: how many GPU nodes gpu-0, gpu-1, ... there are beside cpu-0 (default: 2)
  --gpus N             up, add-node: nvidia.com/gpu per GPU node (default: 8); add-node: 0 for a node without
  --crds PATH          up: CustomResourceDefinition in YAML, or a directory of them, to install before the controllers
                       start; may be given more than once. Controllers notice a later one only after up to 30 s
  --keep-data          down: stop, but keep the objects for the next up
  --kill               stop-api: with SIGKILL, as in a crash
U
}

usage_error() { printf 'error: %s (see hack/cluster.sh --help)\n' "$*" >&2; exit 2; }

number() { case $2 in '' | *[!0-9]* | ??????*) usage_error "$1 wants a number, not '$2'" ;; esac; }

NAME=dev profile=full gpu_nodes=2 gpus=8 keep_data=false signal=TERM crds=() arguments=()
command=${1:-}
case $command in
  -h | --help | help) usage; exit 0 ;;
  '') usage >&2; exit 2 ;;
esac
shift
while [ $# -gt 0 ]; do
  case $1 in
    --*=*) option=${1%%=*} value=${1#*=}; shift; set -- "$option" "$value" "$@"; continue ;;
    --name | --profile | --gpu-nodes | --gpus | --crds) [ $# -ge 2 ] || usage_error "$1 wants a value" ;;
  esac
  case $1 in
    --name) NAME=$2; shift ;;
    --profile) profile=$2; shift ;;
    --gpu-nodes) number "$1" "$2"; gpu_nodes=$2; shift ;;
    --gpus) number "$1" "$2"; gpus=$2; shift ;;
    --crds) crds+=("$2"); shift ;;
    --keep-data) keep_data=true ;;
    --kill) signal=KILL ;;
    -h | --help) usage; exit 0 ;;
    -*) [ "$command" = api ] || usage_error "unknown option $1"; arguments+=("$@"); break ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
case $NAME in *[!a-z0-9-]* | -* | '') usage_error "a cluster's name consists of a-z, 0-9 and '-', not '$NAME'" ;; esac
case $profile in api | full) ;; *) usage_error "the profiles are 'api' and 'full', not '$profile'" ;; esac
RUN=$RUN_ROOT/$NAME

# In /tmp another user could have made the directory first.
private_run_root() {
  umask 077
  mkdir -p "$RUN_ROOT"
  if [ ! -O "$RUN_ROOT" ] || [ -L "$RUN_ROOT" ]; then
    die "$RUN_ROOT belongs to someone else; set EMBEDDING_OPERATOR_RUN to a directory of yours"
  fi
  chmod 700 "$RUN_ROOT"
}

load() { # what up has chosen: API_PORT, PROFILE
  [ -f "$RUN/cluster.env" ] || return 1
  # shellcheck disable=SC1091
  . "$RUN/cluster.env"
}

save() { printf 'API_PORT=%s\nPROFILE=%s\n' "$API_PORT" "$PROFILE" > "$RUN/cluster.env"; }

components() { if [ "$PROFILE" = full ]; then echo "$FULL_COMPONENTS"; else echo "$API_COMPONENTS"; fi; }

running() {
  load || return 1
  local name
  for name in $(components); do alive "$name" || return 1; done
  api_ready
}

not_running() { die "cluster '$NAME' is not running: hack/cluster.sh up --name $NAME"; }

require_running() { if ! load || ! alive etcd; then not_running; fi; }

stop_all() {
  if [ -d "$RUN/node" ]; then "$HACK/node.sh" down --name "$NAME"; fi
  # etcd goes last: an API server without it takes a minute to shut down.
  if ! alive etcd; then stop kube-apiserver -KILL; fi
  stop kwok kube-scheduler kube-controller-manager kube-apiserver
  stop etcd
}

remove_run() {
  rm -rf "$RUN"
  rmdir "$RUN_ROOT" 2>/dev/null || true
}

abort_up() {
  trap - EXIT INT TERM
  stop_all
  if [ ! -f "$RUN/kept" ]; then rm -f "$RUN/cluster.env"; fi
  log "stopped; the logs are in $RUN/logs, until the next up or down"
  exit 1
}

install_crds() {
  local path file
  for path in ${crds[@]+"${crds[@]}"}; do
    [ -e "$path" ] || die "--crds: there is no $path"
    for file in "$path" "$path"/*.yml "$path"/*.yaml; do
      if [ -f "$file" ]; then apply_crd "$file"; fi
    done
  done
}

up_api() {
  log "starting etcd"
  start_etcd
  if [ ! -f "$RUN/certs/admin.curl" ]; then certificates; fi
  wait_for 20 etcd "its /readyz" etcd_ready
  log "starting kube-apiserver"
  local tries
  for tries in 1 2 3; do
    API_PORT=${API_PORT:-$(free_port)}
    start_api
    if wait_for 60 "kube-apiserver etcd" "its /readyz" api_ready; then break; fi
    if [ "$tries" = 3 ] || ! grep -q 'address already in use' "$RUN/logs/kube-apiserver.log"; then return 1; fi
    log "port $API_PORT has been taken by someone else; trying another"
    API_PORT=""
    : > "$RUN/logs/kube-apiserver.log"
  done
  kubeconfig admin kubeconfig
}

up_full() {
  log "starting kube-controller-manager, kube-scheduler and kwok"
  start_controllers
  start_kwok
  if ! api GET /api/v1/nodes/cpu-0 -o /dev/null 2>/dev/null; then
    log "adding $gpu_nodes GPU nodes ($gpus GPUs each) and cpu-0"
    local i
    add_node cpu-0 0
    for ((i = 0; i < gpu_nodes; i++)); do add_node "gpu-$i" "$gpus"; done
  fi
  wait_for 60 "kwok $FULL_COMPONENTS" "its nodes become Ready" nodes_ready
  wait_for 60 "kube-controller-manager $FULL_COMPONENTS" "it makes the namespace's ServiceAccount" namespace_ready
}

up() {
  local begin=$SECONDS
  need curl openssl
  if [ "$profile" = full ]; then "$HACK/build.sh" api controllers kwok; else "$HACK/build.sh" api; fi
  private_run_root
  lock "$RUN"
  if running && { [ "$PROFILE" = full ] || [ "$profile" = api ]; }; then
    log "cluster '$NAME' is running already (profile $PROFILE)"
    install_crds
    echo "$RUN/kubeconfig"
    return
  fi
  trap abort_up EXIT INT TERM
  if running; then
    log "cluster '$NAME' runs with profile api: adding the rest"
  else
    if [ -f "$RUN/kept" ]; then
      load
    else
      if [ -n "$(ls -A "$RUN")" ]; then
        log "cluster '$NAME' has been left half-dead: cleaning up first"
        stop_all
        rm -rf "${RUN:?}"/*
      fi
      API_PORT=""
    fi
    rm -rf "$RUN/logs"
    mkdir -p "$RUN/logs" "$RUN/pids" "$RUN/certs"
    up_api
  fi
  PROFILE=$profile
  save
  install_crds
  if [ "$profile" = full ]; then up_full; fi
  trap - EXIT INT TERM
  rm -f "$RUN/kept"
  log "cluster '$NAME' is ready after $((SECONDS - begin)) s: Kubernetes $(server_version), profile $PROFILE, https://127.0.0.1:$API_PORT"
  log "kubeconfig (or: eval \"\$(hack/cluster.sh env --name $NAME)\"):"
  echo "$RUN/kubeconfig"
}

down() {
  if [ ! -d "$RUN" ]; then log "cluster '$NAME' is not there"; return; fi
  lock "$RUN"
  stop_all
  if $keep_data; then
    touch "$RUN/kept"
    log "cluster '$NAME' is stopped; its objects are kept for the next up"
  else
    remove_run
    log "cluster '$NAME' is stopped and removed"
  fi
}

status() {
  if ! load; then echo "cluster '$NAME' is not running"; exit 3; fi
  local name state result=0
  for name in $(components); do
    state=running
    if ! alive "$name"; then state=stopped result=3
    elif [ "$name" = kube-apiserver ] && ! api_ready; then state="not ready" result=3; fi
    printf '%-24s %s\n' "$name" "$state"
  done
  printf '%-24s %s\n' "API server" "https://127.0.0.1:$API_PORT" kubeconfig "$RUN/kubeconfig" logs "$RUN/logs"
  exit $result
}

stop_api() {
  require_running
  lock "$RUN"
  stop kube-apiserver "-$signal"
  log "kube-apiserver of '$NAME' is stopped"
}

resume_api() {
  require_running
  lock "$RUN"
  if ! alive kube-apiserver; then start_api; fi
  wait_for 60 kube-apiserver "its /readyz" api_ready
  # Otherwise their watches come back up to a minute later: client-go's backoff.
  if [ "$PROFILE" = full ]; then
    log "restarting kube-controller-manager, kube-scheduler and kwok"
    stop kwok kube-scheduler kube-controller-manager
    start_controllers
    start_kwok
    wait_for 60 "kwok $FULL_COMPONENTS" "its nodes become Ready" nodes_ready
  fi
  log "kube-apiserver of '$NAME' is ready at https://127.0.0.1:$API_PORT"
}

node_argument() {
  if [ ${#arguments[@]} != 1 ]; then usage_error "$command wants the name of one node"; fi
  case ${arguments[0]} in *[!a-z0-9.-]*) usage_error "'${arguments[0]}' is no name for a node" ;; esac
  require_running
}

new_node() {
  node_argument
  local node=${arguments[0]}
  add_node "$node" "$gpus" || die "cannot add $node (409: there is one)"
  if [ "$PROFILE" = full ]; then wait_for 20 kwok "node $node becomes Ready" nodes_ready "$node"; fi
  log "added node $node with $gpus GPUs"
}

delete_node() {
  node_argument
  api DELETE "/api/v1/nodes/${arguments[0]}" -o /dev/null || die "cannot delete ${arguments[0]} (404: there is none)"
  log "deleted node ${arguments[0]}; its pods go within a minute"
}

request() {
  if [ ${#arguments[@]} -lt 2 ]; then usage_error "api wants a method and a path"; fi
  require_running
  api "${arguments[@]}"
}

case $command in
  api | add-node | delete-node) ;;
  *) if [ ${#arguments[@]} != 0 ]; then usage_error "$command takes no argument '${arguments[0]}'"; fi ;;
esac
case $command in
  up) up ;;
  down) down ;;
  status) status ;;
  env) load || not_running; printf 'export KUBECONFIG=%q\n' "$RUN/kubeconfig" ;;
  path) echo "$RUN" ;;
  stop-api) stop_api ;;
  start-api) resume_api ;;
  add-node) new_node ;;
  delete-node) delete_node ;;
  api) request ;;
  *) usage_error "unknown command '$command'" ;;
esac
