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
NODE_NAME="node-0"
umask 022   # every user in a pod must be able to read files of the kubelet such as /etc/hosts; $RUN itself is private

usage() {
  cat <<U
usage: hack/node.sh COMMAND [--name CLUSTER]

  up                 add node $NODE_NAME (label $NODE_LABEL) to a running cluster of profile 'full';
                     builds and installs what is missing; does nothing if the node runs already
  down               stop the node with all of its pods and undo all changes to this machine; 'cluster.sh down' does so, too
  import IMAGE.tar   load an image from an archive (OCI or 'docker save'); the node cannot pull images
  status             print the state of each component; exits with 0 if all run, with 3 otherwise

options:
  --name CLUSTER     the cluster (default: dev)

The node has the images registry.local/pause:1 and registry.local/host:1, an empty one for programs in hostPath volumes.
A machine can have one such node at a time. It requires Linux, root, and $PACKAGES.
U
}

name=dev
parse "--name=" "$@"
set_cluster "$name"
take_command
NODE=$RUN/node
CGROUP=embedding-operator-$NAME

require_cluster() {
  if ! load || ! api_ready; then die "cluster '$NAME' is not running: hack/cluster.sh up --name $NAME"; fi
  if [ "$PROFILE" != full ]; then
    die "cluster '$NAME' has profile '$PROFILE', which has no scheduler: hack/cluster.sh up --name $NAME"
  fi
}

running() {
  local name
  for name in $NODE_COMPONENTS; do alive "$name" || return 1; done
  node_ready
}

# Whether there is a node, or the remains of one.
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
  [ ${#NODE} -le 65 ] || die "the path $NODE is too long for Unix sockets: set EMBEDDING_OPERATOR_RUN to a shorter one"
  if ! left_over; then require_machine; fi
  "$HACK/build.sh" node
  lock "$NODE"
  require_cluster
  if running; then log "node $NODE_NAME of cluster '$NAME' is running already"; return; fi
  if left_over; then
    log "node $NODE_NAME did not stop properly: cleaning up first"
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
  wait_for 20 "kube-controller-manager containerd" "the pod address range of $NODE_NAME" has_pod_range
  range=$(pod_range)
  address=$(gateway "$range")
  require_free_range "$range"
  make_bridge "$range"
  wait_for 30 containerd "ctr version" containerd_ready
  make_images
  log "starting kubelet and kube-proxy"
  start_kubelet "$address"
  start_kube_proxy "$range"
  wait_for 60 "kubelet containerd" "node $NODE_NAME is Ready" node_ready
  wait_for 30 "kube-proxy kubelet" "its iptables rules" kube_proxy_ready
  open_api "$API_PORT"
  trap - EXIT INT TERM
  log "node $NODE_NAME of cluster '$NAME' is ready after $((SECONDS - begin)) s; its pods are in $range"
}

remove_node() {
  # kube-proxy first, since it restores its rules. The pods' processes end with the cgroup, with or without containerd.
  stop kube-proxy kubelet
  delete_node
  # After a reboot this is not the machine's node any more, and another cluster may have one.
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
  log "removing node $NODE_NAME of cluster '$NAME' and its pods"
  remove_node
}

import() {
  [ ${#arguments[@]} = 1 ] || usage_error "import requires one IMAGE.tar"
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

if [ "$command" != import ]; then no_arguments; fi
case $command in
  up) up ;;
  down) down ;;
  import) import ;;
  status) status ;;
  help) usage ;;
  '') usage_error "a command is required" ;;
  *) usage_error "unknown command '$command'" ;;
esac
