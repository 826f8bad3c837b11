# shellcheck shell=bash
# Sourced by hack/node.sh: checks whether this machine can run a real node, and lists everything that is missing.

PACKAGES="runc containernetworking-plugins iptables iproute2"   # their names in Debian and Ubuntu
MARKER=/run/embedding-operator-node                             # link to the directory of this machine's only node

# Where the CNI plugins are: on Debian, upstream and Arch, on Fedora.
cni_directory() {
  local dir
  for dir in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    if [ -x "$dir/bridge" ] && [ -x "$dir/host-local" ] && [ -x "$dir/loopback" ]; then echo "$dir"; return; fi
  done
  return 1
}

missing_tools() {
  local tool
  for tool in runc iptables iptables-save ip; do command -v "$tool" >/dev/null || printf '%s ' "$tool"; done
  cni_directory >/dev/null || printf 'cni-plugins '
}

can_install_tools() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install_tools() {
  local missing
  missing=$(missing_tools)
  if [ -z "$missing" ] || ! can_install_tools; then return; fi
  log "missing: ${missing% }; installing $PACKAGES with apt-get; they stay installed"
  # shellcheck disable=SC2086
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $PACKAGES; } \
    > "$RUN/logs/apt.log" 2>&1 9<&- || { tail -n 10 "$RUN/logs/apt.log" >&2; die "cannot install $PACKAGES: see $RUN/logs/apt.log"; }
}

# Prints the run directory of the cluster whose node this machine has.
other_cluster() {
  local node
  node=$(readlink "$MARKER") && [ -d "$node" ] && dirname "$node"
}

# Prints one line for each reason why this machine cannot run a node.
obstacles() {
  local tool missing other
  if other=$(other_cluster); then
    echo "this machine has the node of another cluster already, and can have only one; to remove it:" \
      "EMBEDDING_OPERATOR_RUN=$(dirname "$other") hack/node.sh down --name $(basename "$other")"
    return
  fi
  if [ "$(id -u)" != 0 ]; then echo "not root: the node creates containers, networks and cgroups directly"; fi
  missing=$(missing_tools)
  if [ -n "$missing" ]; then
    echo "missing: $missing(Debian, Ubuntu: apt-get install $PACKAGES)"
  fi
  for tool in tar sha256sum mount umount awk; do
    command -v "$tool" >/dev/null || echo "missing: $tool"
  done
  if ! grep -qw overlay /proc/filesystems && ! modprobe -q overlay 2>/dev/null; then echo "the kernel has no overlay file system"; fi
  cgroup_obstacles
  if [ "$(id -u)" != 0 ] || [ -n "$missing" ]; then return; fi
  if ! iptables -t nat -S >/dev/null 2>&1; then echo "iptables does not work: $(iptables -t nat -S 2>&1 | tail -n 1)"; return; fi
  # Two kube-proxies would overwrite each other's chains, two kubelets each other's files in /var/lib/kubelet.
  if iptables -t nat -S 2>/dev/null | grep -q KUBE-SERVICES || [ -e /var/lib/kubelet/device-plugins/kubelet.sock ]; then
    echo "another Kubernetes node runs on this machine: there is KUBE-SERVICES in iptables, or /var/lib/kubelet/device-plugins/kubelet.sock"
  fi
}

require_machine() {
  local list
  [ "$(uname -s)" = Linux ] || die "a real node requires Linux; elsewhere hack/cluster.sh provides fake nodes"
  install_tools
  list=$(obstacles)
  [ -z "$list" ] || die "this machine cannot run a real node:"$'\n'"  - ${list//$'\n'/$'\n'  - }"
}

# shellcheck disable=SC2153
claim_machine() {
  if [ -L "$MARKER" ] && [ ! -d "$MARKER" ]; then rm "$MARKER"; fi   # left by a cluster whose directory is gone
  ln -sT "$NODE" "$MARKER" 2>/dev/null || die "another node is starting on this machine: $(readlink "$MARKER")"
}

owns_machine() { [ "$(readlink "$MARKER")" = "$NODE" ]; }
