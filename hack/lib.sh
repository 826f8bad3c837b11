# shellcheck shell=bash disable=SC2034
# Sourced by hack/*.sh: messages, options, versions, paths, daemons, kubectl. Works with bash 3.2 (macOS).

HACK=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$HACK/versions.env"
CACHE=${EMBEDDING_OPERATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/embedding-operator}
runtime=${XDG_RUNTIME_DIR:-${TMPDIR:-/tmp}}
RUN_ROOT=${EMBEDDING_OPERATOR_RUN:-${runtime%/}/embedding-operator-$(id -u)}

log() { printf '==> %s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
usage_error() { printf 'error: %s (see %s --help)\n' "$*" "$0" >&2; exit 2; }

# parse "OPTION ..." ARGUMENT...: sets one variable per option and puts everything else into the array 'arguments'.
#   --gpu-nodes=   takes a value: $gpu_nodes; the last one counts
#   --crds=*       may be repeated: one value per line in $crds
#   --kill         takes no value: $kill becomes true
#   *              unknown options are arguments, too
# The caller sets the defaults and defines usage, which -h and --help print.
parse() {
  local _options=" $1 " _option _variable _value   # underscores: an option may be called --value
  shift
  arguments=()
  while [ $# -gt 0 ]; do
    _option=${1%%=*}
    _variable=${_option#--}
    _variable=${_variable//-/_}
    case $1 in
      -h | --help) usage; exit 0 ;;
      -*) ;;
      *) arguments+=("$1"); shift; continue ;;
    esac
    case $_options in
      *" $_option "*)
        [ "$1" = "$_option" ] || usage_error "$_option takes no value"
        printf -v "$_variable" true ;;
      *" $_option="*)
        if [ "$1" = "$_option" ]; then
          [ $# -ge 2 ] || usage_error "$_option requires a value"
          shift
          _value=$1
        else
          _value=${1#*=}
        fi
        case $_options in
          *" $_option=* "*) printf -v "$_variable" '%s%s\n' "${!_variable}" "$_value" ;;
          *) printf -v "$_variable" %s "$_value" ;;
        esac ;;
      *" * "*) arguments+=("$1") ;;
      *) usage_error "unknown option $_option" ;;
    esac
    shift
  done
}

# take_command: moves the first of the arguments into $command
take_command() {
  command=${arguments[0]:-}
  unset 'arguments[0]'
  arguments=(${arguments[@]+"${arguments[@]}"})
}

no_arguments() { if [ ${#arguments[@]} != 0 ]; then usage_error "unexpected argument '${arguments[0]}'"; fi; }

# set_cluster NAME: selects the cluster that the script works on
set_cluster() {
  case $1 in *[!a-z0-9-]* | -* | '') usage_error "a cluster name consists of a-z, 0-9 and '-', not '$1'" ;; esac
  NAME=$1
  RUN=$RUN_ROOT/$NAME
}

# at_least VERSION MINIMUM: compares versions number by number; an empty VERSION is older than any other
at_least() {
  local have=$1. want=$2. number
  while [ -n "$want" ]; do
    number=${have%%.*}
    number=${number%%[!0-9]*}
    if [ "${number:-0}" -gt "${want%%.*}" ]; then return 0; fi
    if [ "${number:-0}" -lt "${want%%.*}" ]; then return 1; fi
    have=${have#*.} want=${want#*.}
  done
}

go_version() { # for example 1.26.8; empty without Go
  local version
  version=$(cd / && GOTOOLCHAIN=local go env GOVERSION 2>/dev/null) || return 0
  echo "${version#go}"
}

need() {
  local tool
  for tool; do command -v "$tool" >/dev/null || die "$tool is required: install it with your package manager (Debian: apt-get install $tool)"; done
}

# binary PROGRAM: the path at which hack/build.sh puts it
binary() {
  local dir
  case $1 in
    etcd) dir=$CACHE/etcd-$ETCD_VERSION/bin ;;
    kwok) dir=$CACHE/kwok-$KWOK_VERSION/bin ;;
    promtool | prometheus) dir=$CACHE/prometheus-$PROMETHEUS_VERSION/bin ;;
    helm) dir=$CACHE/helm-$HELM_VERSION/bin ;;
    health) dir=$CACHE/cli-utils-$CLI_UTILS_VERSION/bin ;;
    registry) dir=$CACHE/distribution-$DISTRIBUTION_VERSION/bin ;;
    crane) dir=$CACHE/crane-$CRANE_VERSION/bin ;;
    source-controller | kustomize-controller | git-server) dir=$CACHE/flux-$FLUX_VERSION/bin ;;
    versitygw) dir=$CACHE/versitygw-$VERSITYGW_VERSION/bin ;;
    envoy-gateway) dir=$CACHE/envoy-gateway-$ENVOY_GATEWAY_VERSION/bin ;;
    envoy) dir=$CACHE/envoy-$ENVOY_VERSION/bin ;;
    kube-network-policies) dir=$CACHE/kube-network-policies-$NETWORK_POLICIES_VERSION/bin ;;
    podmonitor-config) dir=$CACHE/prometheus-operator-$PROMETHEUS_OPERATOR_VERSION/bin ;;
    keda-operator | keda-adapter) dir=$CACHE/keda-$KEDA_VERSION/bin ;;
    metrics-server) dir=$CACHE/metrics-server-$METRICS_SERVER_VERSION/bin ;;
    argocd) dir=$CACHE/argo-cd-$ARGO_CD_VERSION/bin ;;
    containerd | containerd-shim-runc-v2 | ctr | pause) dir=$CACHE/containerd-$CONTAINERD_VERSION/bin ;;
    *) dir=$CACHE/kubernetes-$KUBERNETES_VERSION/bin ;;
  esac
  echo "$dir/$1"
}

flux_crds() { echo "$CACHE/flux-$FLUX_VERSION/crds"; }
keda_manifests() { echo "$CACHE/keda-$KEDA_VERSION/manifests"; }
metrics_server_manifests() { echo "$CACHE/metrics-server-$METRICS_SERVER_VERSION/manifests"; }
gateway_crds() { echo "$CACHE/envoy-gateway-$ENVOY_GATEWAY_VERSION/crds"; }

programs() { # programs PART: the programs in a part of hack/build.sh; nothing for an unknown part
  case $1 in
    api) echo etcd kube-apiserver kubectl ;;
    controllers) echo kube-controller-manager kube-scheduler ;;
    kwok) echo kwok ;;
    node) echo kubelet kube-proxy containerd containerd-shim-runc-v2 ctr pause ;;
    install) echo kubectl helm promtool health ;;
    oci) echo registry crane ;;
    flux) echo source-controller kustomize-controller git-server ;;
    argocd) echo argocd ;;
    s3) echo versitygw ;;
    gateway) echo envoy-gateway envoy ;;
    netpol) echo kube-network-policies ;;
    prometheus) echo prometheus podmonitor-config ;;
    scale) echo metrics-server keda-operator keda-adapter ;;
  esac
}

are_built() { # are_built PART...
  local part name
  for part; do
    for name in $(programs "$part"); do [ -x "$(binary "$name")" ] || return 1; done
  done
}

# lock DIRECTORY [SECONDS]: waits for the lock and holds it until the script ends. Without flock (macOS) nothing is locked.
lock() {
  command -v flock >/dev/null || { mkdir -p "$1"; return 0; }
  while :; do
    mkdir -p "$1"
    exec 9<"$1"
    flock -n 9 || { log "waiting for another $(basename "$0") that uses $1"
      flock -w "${2:-300}" 9 || die "another $(basename "$0") has held the lock on $1 for ${2:-300} s"; }
    # Its last holder may have removed the directory.
    if [ -d "$1" ] && [ "$1" -ef /dev/fd/9 ]; then return; fi
  done
}

# --- daemons of the cluster whose run directory is $RUN ---

# started_at PID: when the process started; together with the pid this identifies it. Fails if it is gone or a zombie.
started_at() {
  local stat
  if [ -r /proc/self/stat ]; then
    { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
    # The second field is the program's name in parentheses, which may contain spaces.
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    [ "$1" != Z ] && echo "${20}"
  else
    # shellcheck disable=SC2046
    set -- $(LC_ALL=C ps -o stat= -o lstart= -p "$1")
    case ${1:-Z} in Z*) return 1 ;; esac
    shift
    echo "$*"
  fi
}

# spawn NAME COMMAND...: starts a daemon in its own session and in $RUN, and logs to logs/NAME.log
spawn() {
  local name=$1 pid detach=setsid; shift
  if ! command -v setsid >/dev/null; then detach="nohup"; fi
  (
    cd "$RUN" || exit
    # With job control nohup runs in its own process group, which Ctrl-C does not reach.
    # setsid runs without: as a group leader it would fork, and $! would not be the daemon's pid.
    if [ "$detach" = nohup ]; then set -m; fi
    # HOME: no component may read the user's ~/.kube or ~/.kwok.
    env -u KUBECONFIG HOME="$RUN" "$detach" "$@" >> "logs/$name.log" 2>&1 < /dev/null 9<&- &
    echo $! > "pids/$name.new"
  )
  pid=$(cat "$RUN/pids/$name.new")
  echo "$pid $(started_at "$pid" || echo gone)" > "$RUN/pids/$name"
  rm "$RUN/pids/$name.new"
}

# alive NAME: whether the daemon that spawn started under this name still runs
alive() {
  local pid started
  { read -r pid started < "$RUN/pids/$1"; } 2>/dev/null || return 1
  [ "$(started_at "$pid")" = "$started" ]
}

# stop NAME... [-SIGNAL]: stops daemons in parallel, waits until they are gone, and kills them after 5 s
stop() {
  local name pid signal=TERM names="" left tries=0
  for name; do case $name in -*) signal=${name#-} ;; *) names="$names $name" ;; esac; done
  for name in $names; do
    if alive "$name"; then read -r pid _ < "$RUN/pids/$name"; kill "-$signal" "$pid" 2>/dev/null || true; fi
  done
  while :; do
    left=""
    for name in $names; do if alive "$name"; then left="$left $name"; else rm -f "$RUN/pids/$name"; fi; done
    [ -n "$left" ] || return 0
    tries=$((tries + 1))
    if [ $tries = 50 ]; then
      for name in $left; do read -r pid _ < "$RUN/pids/$name"; kill -KILL "$pid" 2>/dev/null || true; done
    elif [ $tries = 100 ]; then
      die "cannot stop$left"
    fi
    sleep 0.1
  done
}

# wait_for SECONDS "NAME ..." WHAT COMMAND...: polls COMMAND until it succeeds. Fails and shows the log when one of the
# named daemons dies or the time is up.
wait_for() {
  local seconds=$1 names=$2 what=$3 end=$((SECONDS + $1)) name; shift 3
  until "$@"; do
    for name in $names; do if ! alive "$name"; then failed "$name" "has ended"; return 1; fi; done
    if [ $SECONDS -ge $end ]; then failed "${names%% *}" "was not ready after $seconds s (waiting for: $what)"; return 1; fi
    sleep 0.1
  done
}

failed() { # failed NAME WHAT_HAPPENED
  printf 'error: %s %s. The last lines of %s:\n' "$1" "$2" "$RUN/logs/$1.log" >&2
  tail -n 15 "$RUN/logs/$1.log" | cut -c 1-400 | sed 's/^/    /' >&2
}

# load: reads the API_PORT and PROFILE that hack/cluster.sh up has chosen for the cluster
load() {
  [ -f "$RUN/cluster.env" ] || return 1
  # shellcheck disable=SC1091
  . "$RUN/cluster.env"
}

# kubectl ARGUMENT...: the kubectl of hack/build.sh, as the cluster's admin. It neither reads nor writes the user's ~/.kube.
kubectl() {
  HOME=$RUN KUBERC=off KUBECACHEDIR=$RUN/kubectl-cache \
    "$(binary kubectl)" --kubeconfig "$RUN/kubeconfig" --request-timeout 10s "$@"
}
