#!/usr/bin/env bash
# A real Kubernetes control plane on this machine, without containers, with fake GPU nodes. See hack/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"

usage() {
  cat <<U
usage: hack/cluster.sh COMMAND [OPTION ...]

  up                build what is missing and start the cluster; does nothing if it runs already
  down              stop the cluster and remove all of its files
  status            print the state of each component; exits with 0 if all run, with 3 otherwise
  env               print shell commands that point kubectl at the cluster: eval "\$(hack/cluster.sh env)"
  path              print the run directory, which holds kubeconfig and logs/
  stop-api          stop the API server only, to simulate an outage
  start-api         start it again at the same address
  add-node NODE     add a fake node
  delete-node NODE  delete a node

options:
  --name NAME          the cluster (default: dev); any number can run side by side
  --profile PROFILE    up: 'full' (default), or 'api': etcd and API server only, without controllers and nodes
  --gpu-nodes N        up: number of GPU nodes gpu-0, gpu-1, ... in addition to cpu-0 (default: 2)
  --gpus N             up, add-node: nvidia.com/gpu of each GPU node (default: 8); 0 adds a node without GPUs
  --crds PATH          up: a file or directory of CustomResourceDefinitions to install before the controllers start; may be
                       repeated. Controllers can take 30 s to notice CRDs that are installed later
  --keep-data          down: keep the objects for the next up
  --kill               stop-api: with SIGKILL, as in a crash
U
}

number() { case $2 in '' | *[!0-9]* | ??????*) usage_error "$1 requires a number from 0 to 99999, not '$2'" ;; esac; }

name=dev profile=full gpu_nodes=2 gpus=8 crds="" keep_data=false kill=false
parse "--name= --profile= --gpu-nodes= --gpus= --crds=* --keep-data --kill" "$@"
set_cluster "$name"
number --gpu-nodes "$gpu_nodes"
number --gpus "$gpus"
case $profile in api | full) ;; *) usage_error "--profile must be 'api' or 'full', not '$profile'" ;; esac
take_command

# In /tmp another user could have created the directory first.
private_run_root() {
  umask 077
  mkdir -p "$RUN_ROOT"
  if [ ! -O "$RUN_ROOT" ] || [ -L "$RUN_ROOT" ]; then
    die "$RUN_ROOT belongs to another user: set EMBEDDING_OPERATOR_RUN to a directory of your own"
  fi
  chmod 700 "$RUN_ROOT"
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
  # etcd last: without it the API server takes a minute to shut down.
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
  log "stopped; the logs stay in $RUN/logs until the next up or down"
  exit 1
}

install_all_crds() {
  local path
  while IFS= read -r path; do
    if [ -n "$path" ]; then install_crds "$path"; fi
  done <<< "$crds"
}

up_api() {
  log "starting etcd"
  start_etcd
  if [ ! -f "$RUN/certs/tokens.csv" ]; then certificates; fi
  wait_for 20 etcd "its /readyz" etcd_ready
  log "starting kube-apiserver"
  local tries
  for tries in 1 2 3; do
    API_PORT=${API_PORT:-$(free_port)}
    kubeconfig admin kubeconfig
    start_api
    if wait_for 60 "kube-apiserver etcd" "its /readyz" api_ready; then break; fi
    if [ "$tries" = 3 ] || ! grep -q 'address already in use' "$RUN/logs/kube-apiserver.log"; then return 1; fi
    log "port $API_PORT is in use; trying another"
    API_PORT=""
    : > "$RUN/logs/kube-apiserver.log"
  done
}

up_full() {
  log "starting kube-controller-manager, kube-scheduler and kwok"
  start_controllers
  start_kwok
  if ! kubectl get node cpu-0 >/dev/null 2>&1; then
    log "adding $gpu_nodes GPU nodes ($gpus GPUs each) and cpu-0"
    local i
    {
      node_manifest cpu-0 0
      for ((i = 0; i < gpu_nodes; i++)); do node_manifest "gpu-$i" "$gpus"; done
    } | kubectl create -f - >/dev/null
  fi
  wait_for 60 "kwok $FULL_COMPONENTS" "its nodes are Ready" nodes_ready
  wait_for 60 "kube-controller-manager $FULL_COMPONENTS" "the ServiceAccount of namespace default" namespace_ready
}

up() {
  local begin=$SECONDS
  need curl openssl
  if [ "$profile" = full ]; then "$HACK/build.sh" api controllers kwok; else "$HACK/build.sh" api; fi
  private_run_root
  lock "$RUN"
  if running && { [ "$PROFILE" = full ] || [ "$profile" = api ]; }; then
    log "cluster '$NAME' is running already (profile $PROFILE)"
    install_all_crds
    echo "$RUN/kubeconfig"
    return
  fi
  trap abort_up EXIT INT TERM
  if running; then
    log "cluster '$NAME' runs with profile api: adding controllers and nodes"
  else
    if [ -f "$RUN/kept" ]; then
      load
    else
      if [ -n "$(ls -A "$RUN")" ]; then
        log "cluster '$NAME' did not stop properly: cleaning up first"
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
  install_all_crds
  if [ "$profile" = full ]; then up_full; fi
  trap - EXIT INT TERM
  rm -f "$RUN/kept"
  log "cluster '$NAME' is ready after $((SECONDS - begin)) s: Kubernetes $KUBERNETES_VERSION, profile $PROFILE, https://127.0.0.1:$API_PORT"
  log "kubeconfig (or: eval \"\$(hack/cluster.sh env --name $NAME)\"):"
  echo "$RUN/kubeconfig"
}

down() {
  if [ ! -d "$RUN" ]; then log "there is no cluster '$NAME'"; return; fi
  lock "$RUN"
  stop_all
  if $keep_data; then
    touch "$RUN/kept"
    log "cluster '$NAME' is stopped; the next up continues with its objects"
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
  if $kill; then stop kube-apiserver -KILL; else stop kube-apiserver; fi
  log "kube-apiserver of '$NAME' is stopped"
}

resume_api() {
  require_running
  lock "$RUN"
  if ! alive kube-apiserver; then start_api; fi
  wait_for 60 kube-apiserver "its /readyz" api_ready
  # Otherwise they may reconnect up to a minute later, because of client-go's backoff.
  if [ "$PROFILE" = full ]; then
    log "restarting kube-controller-manager, kube-scheduler and kwok"
    stop kwok kube-scheduler kube-controller-manager
    start_controllers
    start_kwok
    wait_for 60 "kwok $FULL_COMPONENTS" "its nodes are Ready" nodes_ready
  fi
  log "kube-apiserver of '$NAME' is ready at https://127.0.0.1:$API_PORT"
}

require_node() {
  if [ ${#arguments[@]} != 1 ]; then usage_error "$command requires the name of one node"; fi
  case ${arguments[0]} in *[!a-z0-9.-]*) usage_error "a node name consists of a-z, 0-9, '.' and '-', not '${arguments[0]}'" ;; esac
  require_running
  node=${arguments[0]}
}

add_node() {
  require_node
  node_manifest "$node" "$gpus" | kubectl create -f - >/dev/null || die "cannot add node $node"
  if [ "$PROFILE" = full ]; then wait_for 20 kwok "node $node is Ready" nodes_ready "$node"; fi
  log "added node $node with $gpus GPUs"
}

delete_node() {
  require_node
  kubectl delete node "$node" --wait=false >/dev/null || die "cannot delete node $node"
  log "deleted node $node; its pods are deleted within a minute"
}

print_env() {
  local directory
  load || not_running
  printf 'export KUBECONFIG=%q\n' "$RUN/kubeconfig"
  # Last in PATH, so that the user's own kubectl comes first.
  directory=$(dirname "$(binary kubectl)")
  # shellcheck disable=SC2016
  case :$PATH: in *":$directory:"*) ;; *) printf 'export PATH="$PATH":%q\n' "$directory" ;; esac
}

case $command in add-node | delete-node) ;; *) no_arguments ;; esac
case $command in
  up) up ;;
  down) down ;;
  status) status ;;
  env) print_env ;;
  path) echo "$RUN" ;;
  stop-api) stop_api ;;
  start-api) resume_api ;;
  add-node) add_node ;;
  delete-node) delete_node ;;
  help) usage ;;
  '') usage_error "a command is required" ;;
  *) usage_error "unknown command '$command'" ;;
esac
