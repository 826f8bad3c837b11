# shellcheck shell=bash
# Sourced by hack/node.sh: records what a node changes outside its own directory, and undoes it.

# Set by the kubelet and the bridge plugin. Saved before the node starts and restored when it is removed.
SYSCTLS="kernel/panic kernel/panic_on_oops kernel/keys/root_maxbytes kernel/keys/root_maxkeys
  net/ipv4/ip_forward vm/overcommit_memory vm/panic_on_oom"

# Directories that containerd, the kubelet and umount create at fixed paths. The inner ones come first.
PLACES="/run/containerd/s /run/containerd /var/lib/kubelet/device-plugins /var/lib/kubelet /var/log/containers /run/mount"

save_traces() {
  local name place
  for name in $SYSCTLS; do
    if [ -r "/proc/sys/$name" ]; then echo "$name $(cat "/proc/sys/$name")"; fi
  done > "$NODE/sysctls"
  for place in $PLACES; do
    if [ ! -e "$place" ]; then echo "$place"; fi
  done > "$NODE/new-places"
}

restore_sysctls() {
  local name value
  [ -f "$NODE/sysctls" ] || return 0
  while read -r name value; do
    if [ "$(cat "/proc/sys/$name")" != "$value" ]; then echo "$value" > "/proc/sys/$name" || log "cannot restore $name to $value"; fi
  done < "$NODE/sysctls"
}

# Removes the node's files from shared directories, and the directories if the node created them and they are empty.
remove_places() {
  local place link
  # The directory of each task holds the path of its shim's socket.
  find "$NODE/state" \( -name bootstrap.json -o -name address \) -exec grep -ohE '/run/containerd/s/[0-9a-f]+' {} + 2>/dev/null |
    sort -u | xargs -r rm -f || true
  for link in /var/log/containers/*.log; do
    case $(readlink "$link") in "$NODE"/*) rm -f "$link" ;; esac
  done
  # No other kubelet can own them (see obstacles).
  rm -f /var/lib/kubelet/device-plugins/{kubelet.sock,kubelet_internal_checkpoint,DEPRECATION}
  if [ -f "$NODE/new-places" ]; then
    while read -r place; do rmdir "$place" 2>/dev/null || true; done < "$NODE/new-places"
  fi
}

# The node's mounts, the inner ones first, with spaces as \040.
mounts() { awk -v node="$NODE/" 'index($2, node) == 1 { print $2 }' /proc/mounts | sort -r; }

# Must come before any deletion: directories of this machine are mounted into the pods' volumes.
unmount_all() {
  local mount
  for _ in 1 2 3; do
    mounts | while read -r mount; do umount "$(printf '%b' "$mount")" 2>/dev/null || true; done
    if [ -z "$(mounts)" ]; then return 0; fi
    sleep 0.3
  done
  # Another process uses them, such as a shell.
  mounts | while read -r mount; do umount -l "$(printf '%b' "$mount")"; done
  [ -z "$(mounts)" ] || die "cannot unmount $(mounts)"
}
