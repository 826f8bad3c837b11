# shellcheck shell=bash
# Sourced by hack/node.sh: whether this machine can run a real node, all that it lacks at once.

PACKAGES="runc containernetworking-plugins iptables iproute2"   # as Debian and Ubuntu call them
MARKER=/run/embedding-operator-node                             # links to the node of this machine; there can be one

# The bridge plugin and its helpers: Debian's place, CNI's own, Fedora's, Arch's.
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
  log "$missing missing: installing $PACKAGES with apt-get; they stay installed"
  # shellcheck disable=SC2086
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $PACKAGES; } \
    > "$RUN/logs/apt.log" 2>&1 9<&- || { tail -n 10 "$RUN/logs/apt.log" >&2; die "cannot install them: $RUN/logs/apt.log"; }
}

# The cluster of the node that this machine has, as the path of its run directory.
other_cluster() {
  local node
  node=$(readlink "$MARKER") && [ -d "$node" ] && dirname "$node"
}

# Prints one line for each thing that is wrong.
obstacles() {
  local tool missing other
  if other=$(other_cluster); then
    echo "this machine has the node of another cluster, and can have one only; to remove it:" \
      "EMBEDDING_OPERATOR_RUN=$(dirname "$other") hack/node.sh down --name $(basename "$other")"
    return
  fi
  if [ "$(id -u)" != 0 ]; then echo "it needs root: containers, networks and cgroups are made directly"; fi
  missing=$(missing_tools)
  if [ -n "$missing" ]; then
    echo "missing: $missing(Debian, Ubuntu: apt-get install $PACKAGES; elsewhere the packages of the same kind)"
  fi
  for tool in tar sha256sum mount umount awk; do
    command -v "$tool" >/dev/null || echo "missing: $tool"
  done
  if ! grep -qw overlay /proc/filesystems && ! modprobe -q overlay 2>/dev/null; then echo "the kernel has no overlay file system"; fi
  cgroup_obstacles
  if [ "$(id -u)" != 0 ] || [ -n "$missing" ]; then return; fi
  if ! iptables -t nat -S >/dev/null 2>&1; then echo "iptables does not work: $(iptables -t nat -S 2>&1 | tail -n 1)"; return; fi
  # Two kube-proxies on one machine would fight over the same chains, two kubelets over /var/lib/kubelet.
  if iptables -t nat -S 2>/dev/null | grep -q KUBE-SERVICES || [ -e /var/lib/kubelet/device-plugins/kubelet.sock ]; then
    echo "another Kubernetes node runs on this machine (it has KUBE-SERVICES in iptables, or /var/lib/kubelet/device-plugins/kubelet.sock)"
  fi
}

require_machine() {
  local list
  [ "$(uname -s)" = Linux ] || die "a real node needs Linux; without one, hack/cluster.sh has fake nodes"
  install_tools
  list=$(obstacles)
  [ -z "$list" ] || die "this machine cannot run a real node:"$'\n'"  - ${list//$'\n'/$'\n'  - }"
}

# shellcheck disable=SC2153
claim_machine() {
  if [ -L "$MARKER" ] && [ ! -d "$MARKER" ]; then rm "$MARKER"; fi   # its cluster's directory is gone
  ln -sT "$NODE" "$MARKER" 2>/dev/null || die "another node is about to start on this machine: $(readlink "$MARKER")"
}

owns_machine() { [ "$(readlink "$MARKER")" = "$NODE" ]; }
