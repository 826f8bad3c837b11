# shellcheck shell=bash
# Sourced by hack/node.sh: the node's cgroups. All of its processes are in one tree, $CGROUP, in every hierarchy: 'runtime' holds
# the daemons and the shims, 'kubepods' the pods. So every process in there can be killed.

CONTROLLERS="cpu cpuset memory pids"

cgroup_mounts() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts; }
cgroup_v2() { [ -f /sys/fs/cgroup/cgroup.controllers ]; }

# The hierarchy whose lists of processes are read. Every hierarchy has them; the one for memory always exists.
process_hierarchy() { if cgroup_v2; then echo /sys/fs/cgroup; else echo /sys/fs/cgroup/memory; fi; }

cgroup_obstacles() {
  local controller
  for controller in $CONTROLLERS; do
    if cgroup_v2; then grep -qw "$controller" /sys/fs/cgroup/cgroup.controllers || echo "no cgroup controller $controller"
    else [ -d "/sys/fs/cgroup/$controller" ] || echo "no cgroup hierarchy /sys/fs/cgroup/$controller"; fi
  done
  if [ "$(id -u)" = 0 ] && [ ! -w "$(process_hierarchy)" ]; then echo "$(process_hierarchy) is read-only: is this a container?"; fi
}

make_cgroups() {
  local mount controller controllers
  while read -r mount; do mkdir -p "$mount/$CGROUP"; done < <(cgroup_mounts)
  if cgroup_v2; then
    for mount in /sys/fs/cgroup "/sys/fs/cgroup/$CGROUP"; do
      read -ra controllers < "$mount/cgroup.controllers"
      for controller in "${controllers[@]}"; do echo "+$controller" > "$mount/cgroup.subtree_control" 2>/dev/null || true; done
    done
  fi
  mkdir -p "$(process_hierarchy)/$CGROUP/runtime"
  # All pods together get the weight of one process per core, as on a dedicated machine. The default is that of one process.
  if cgroup_v2; then echo $((100 * $(nproc))) > "/sys/fs/cgroup/$CGROUP/cpu.weight"
  else echo $((1024 * $(nproc))) > "/sys/fs/cgroup/cpu/$CGROUP/cpu.shares"; fi
}

# spawn_in_cgroup NAME COMMAND...: like spawn, with the daemon and its children in 'runtime'
spawn_in_cgroup() {
  local name=$1; shift
  # shellcheck disable=SC2016
  spawn "$name" sh -c 'echo $$ > "$1"; shift; exec "$@"' sh "$(process_hierarchy)/$CGROUP/runtime/cgroup.procs" "$@"
}

cgroup_processes() {
  local dir
  dir=$(process_hierarchy)/$CGROUP
  if [ -d "$dir" ]; then find "$dir" -name cgroup.procs -exec cat {} + 2>/dev/null | grep -vx 0 || true; fi
}

kill_cgroup() {
  local pids
  for _ in {1..100}; do
    pids=$(cgroup_processes)
    if [ -z "$pids" ]; then return 0; fi   # 0, since in a trap 'return' alone returns the status from before the trap
    # shellcheck disable=SC2086
    kill -KILL $pids 2>/dev/null || true
    sleep 0.1
  done
  die "cannot kill ${pids//$'\n'/ }"
}

# An empty cgroup stays busy for a moment.
remove_cgroups() {
  local mount
  while read -r mount; do
    for _ in {1..50}; do
      if [ ! -d "$mount/$CGROUP" ]; then continue 2; fi
      find "$mount/$CGROUP" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
    done
    die "$mount/$CGROUP is still busy"
  done < <(cgroup_mounts)
}
