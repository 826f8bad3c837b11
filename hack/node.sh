#!/usr/bin/env bash
# shellcheck disable=SC2034
# A real node for a local cluster: real containers on this machine, as root, on Linux. See hack/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/node/requirements.sh"
. "$HACK/node/cgroups.sh"
. "$HACK/node/images.sh"
. "$HACK/node/network.sh"
. "$HACK/node/daemons.sh"
. "$HACK/node/traces.sh"
NODE_NAME=node-0
umask 022   # the kubelet's files in pods, such as /etc/hosts, must be readable for all; nobody else can enter $RUN

usage() {
  cat <<U
usage: hack/node.sh COMMAND [--name CLUSTER]

  up                 add the node $NODE_NAME (label $NODE_LABEL) to a running cluster of profile 'full' (default: dev);
                     builds and installs what is missing; does nothing if it runs already
  down               stop it with all of its pods and remove all that it left; 'cluster.sh down' does so, too
  import IMAGE.tar   load an image (an OCI archive, or one of 'docker save'); nothing can be pulled
  status             what runs; exits 0 if all of it does, 3 otherwise

There are the images registry.local/pause:1 and registry.local/host:1, an empty one for programs in hostPath volumes.
A machine can have one such node at a time. It needs Linux, root, and $PACKAGES.
U
}

usage_error() { printf 'error: %s (see hack/node.sh --help)\n' "$*" >&2; exit 2; }

NAME=dev arguments=()
command=${1:-}
case $command in
  -h | --help | help) usage; exit 0 ;;
  '') usage >&2; exit 2 ;;
esac
shift
while [ $# -gt 0 ]; do
  case $1 in
    --name=*) NAME=${1#*=} ;;
    --name) [ $# -ge 2 ] || usage_error "--name wants a value"; NAME=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage_error "unknown option $1" ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
case $NAME in *[!a-z0-9-]* | -* | '') usage_error "a cluster's name consists of a-z, 0-9 and '-', not '$NAME'" ;; esac
RUN=$RUN_ROOT/$NAME
NODE=$RUN/node
CGROUP=embedding-operator-$NAME

load() { # what hack/cluster.sh up has chosen: API_PORT, PROFILE
  [ -f "$RUN/cluster.env" ] || return 1
  # shellcheck disable=SC1091
  . "$RUN/cluster.env"
}

require_cluster() {
  if ! load || ! api_ready; then die "cluster '$NAME' is not running: hack/cluster.sh up --name $NAME"; fi
  if [ "$PROFILE" != full ]; then
    die "cluster '$NAME' has profile '$PROFILE', and a node needs a scheduler: hack/cluster.sh up --name $NAME"
  fi
}

running() {
  local name
  for name in $NODE_COMPONENTS; do alive "$name" || return 1; done
  node_ready
}

# Whether there is a node, or what a failed attempt left of one.
left_over() { owns_machine || [ -n "$(ls -A "$NODE" 2>/dev/null)" ]; }

abort_up() {
  trap - EXIT INT TERM
  remove_node
  log "node removed; the logs are in $RUN/logs"
  exit 1
}

up() {
  local begin=$SECONDS range address
  require_cluster
  [ ${#NODE} -le 65 ] || die "$NODE is too long a path for sockets below it: set EMBEDDING_OPERATOR_RUN to a shorter one"
  if ! left_over; then require_machine; fi
  "$HACK/build.sh" node
  lock "$NODE"
  require_cluster
  if running; then log "node $NODE_NAME of cluster '$NAME' is running already"; return; fi
  if left_over; then
    log "node $NODE_NAME has been left half-dead: cleaning up first"
    remove_node
    lock "$NODE"
  fi
  require_machine
  claim_machine
  trap abort_up EXIT INT TERM
  save_traces
  make_cgroups
  log "starting containerd"
  start_containerd
  delete_node
  create_node || die "cannot add node $NODE_NAME to cluster '$NAME'"
  client_kubeconfig "system:node:$NODE_NAME" kubelet.kubeconfig system:nodes
  client_kubeconfig system:kube-proxy kube-proxy.kubeconfig
  wait_for 20 "kube-controller-manager containerd" "it gives $NODE_NAME a range of addresses" has_pod_range
  range=$(pod_range)
  address=$(gateway "$range")
  require_free_range "$range"
  make_bridge "$range"
  wait_for 30 containerd "ctr version" containerd_ready
  make_images
  log "starting kubelet and kube-proxy"
  start_kubelet "$address"
  start_kube_proxy "$range"
  wait_for 60 "kubelet containerd" "node $NODE_NAME becomes Ready" node_ready
  wait_for 30 "kube-proxy kubelet" "its rules" kube_proxy_ready
  open_api "$API_PORT"
  trap - EXIT INT TERM
  log "node $NODE_NAME of cluster '$NAME' is ready after $((SECONDS - begin)) s; its pods are in $range"
}

remove_node() {
  # kube-proxy first: it would put its rules back. The pods' processes go with the cgroup, with or without containerd.
  stop kube-proxy kubelet
  delete_node
  # Otherwise the machine has been rebooted since, and may have the node of another cluster.
  if owns_machine; then kill_cgroup; fi
  stop containerd
  unmount_all
  if owns_machine; then
    remove_network
    remove_cgroups
    remove_places
    restore_sysctls
  fi
  rm -rf "$NODE"
  if owns_machine; then rm "$MARKER"; fi
}

down() {
  if ! left_over; then log "cluster '$NAME' has no node"; return; fi
  [ "$(id -u)" = 0 ] || die "only root can remove a node"
  lock "$NODE"
  load || API_PORT=0
  log "removing node $NODE_NAME of cluster '$NAME' and its pods"
  remove_node
}

import() {
  [ ${#arguments[@]} = 1 ] || usage_error "import wants one IMAGE.tar"
  [ -f "${arguments[0]}" ] || die "there is no ${arguments[0]}"
  alive containerd || die "cluster '$NAME' has no node: hack/node.sh up --name $NAME"
  import_image "${arguments[0]}"
  log "imported ${arguments[0]}"
}

status() {
  local name state result=0
  if ! load; then echo "cluster '$NAME' is not running"; exit 3; fi
  if ! left_over; then echo "cluster '$NAME' has no node"; exit 3; fi
  for name in $NODE_COMPONENTS; do
    state=running
    if ! alive "$name"; then state=stopped result=3; fi
    printf '%-12s %s\n' "$name" "$state"
  done
  state=Ready
  if ! node_ready; then state="not ready" result=3; fi
  printf '%-12s %s\n' $NODE_NAME "$state" "pods in" "$(pod_range)" logs "$RUN/logs" containers "$(binary ctr) -a $NODE/containerd.sock -n k8s.io"
  exit $result
}

if [ "$command" != import ] && [ ${#arguments[@]} != 0 ]; then usage_error "$command takes no argument '${arguments[0]}'"; fi
case $command in
  up) up ;;
  down) down ;;
  import) import ;;
  status) status ;;
  *) usage_error "unknown command '$command'" ;;
esac
