# shellcheck shell=bash disable=SC2034
# Sourced by hack/*.sh: messages, paths, daemons, access to the API. Works with the bash 3.2 of macOS.

HACK=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$HACK/versions.env"
CACHE=${EMBEDDING_OPERATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/embedding-operator}
runtime=${XDG_RUNTIME_DIR:-${TMPDIR:-/tmp}}
RUN_ROOT=${EMBEDDING_OPERATOR_RUN:-${runtime%/}/embedding-operator-$(id -u)}

log() { printf '==> %s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

need() {
  local tool
  for tool; do command -v "$tool" >/dev/null || die "$tool is needed: install it with your package manager (Debian: apt-get install $tool)"; done
}

# binary NAME: the path of a component, as hack/build.sh left it
binary() {
  local dir
  case $1 in
    etcd) dir=$CACHE/etcd-$ETCD_VERSION/bin ;;
    kwok) dir=$CACHE/kwok-$KWOK_VERSION/bin ;;
    promtool) dir=$CACHE/prometheus-$PROMETHEUS_VERSION/bin ;;
    helm) dir=$CACHE/helm-$HELM_VERSION/bin ;;
    health) dir=$CACHE/cli-utils-$CLI_UTILS_VERSION/bin ;;
    containerd | containerd-shim-runc-v2 | ctr | pause) dir=$CACHE/containerd-$CONTAINERD_VERSION/bin ;;
    *) dir=$CACHE/kubernetes-$KUBERNETES_VERSION/bin ;;
  esac
  if [ ! -x "$dir/$1" ] && [ -x "$CACHE/envtest-$ENVTEST_VERSION/bin/$1" ]; then dir=$CACHE/envtest-$ENVTEST_VERSION/bin; fi
  echo "$dir/$1"
}

programs() { # programs PART: what a part of hack/build.sh consists of; nothing for one that does not exist
  case $1 in
    api) echo etcd kube-apiserver ;;
    controllers) echo kube-controller-manager kube-scheduler ;;
    kwok) echo kwok ;;
    node) echo kubelet kube-proxy containerd containerd-shim-runc-v2 ctr pause ;;
    install) echo kubectl helm promtool health ;;
  esac
}

are_built() { # are_built PART...
  local part name
  for part; do
    for name in $(programs "$part"); do [ -x "$(binary "$name")" ] || return 1; done
  done
}

# lock DIRECTORY [SECONDS]: waits for, then holds the lock until the script ends. Without flock (macOS) there is none.
lock() {
  command -v flock >/dev/null || { mkdir -p "$1"; return 0; }
  while :; do
    mkdir -p "$1"
    exec 9<"$1"
    flock -n 9 || { log "waiting for another $(basename "$0") that works in $1"
      flock -w "${2:-300}" 9 || die "another $(basename "$0") has kept $1 for ${2:-300} s"; }
    # Its last holder may have removed the directory.
    if [ -d "$1" ] && [ "$1" -ef /dev/fd/9 ]; then return; fi
  done
}

# --- daemons of the cluster whose run directory is $RUN ---

# started_at PID: when the process began, which together with the pid names it for good; fails if it is gone or a zombie
started_at() {
  local stat
  if [ -r /proc/self/stat ]; then
    { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
    # The second field is the program's name, in parentheses, and may hold spaces.
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

# spawn NAME COMMAND...: starts a daemon in its own session, in $RUN, with its log in logs/NAME.log
spawn() {
  local name=$1 pid detach=setsid; shift
  if ! command -v setsid >/dev/null; then detach="nohup"; fi
  (
    cd "$RUN" || exit
    # With job control, nohup's process gets a group of its own, which Ctrl-C does not reach.
    # (setsid must not have one: it would fork, and the pid would be of no use.)
    if [ "$detach" = nohup ]; then set -m; fi
    # HOME: no component may read the user's ~/.kube or ~/.kwok.
    env -u KUBECONFIG HOME="$RUN" "$detach" "$@" >> "logs/$name.log" 2>&1 < /dev/null 9<&- &
    echo $! > "pids/$name.new"
  )
  pid=$(cat "$RUN/pids/$name.new")
  echo "$pid $(started_at "$pid" || echo gone)" > "$RUN/pids/$name"
  rm "$RUN/pids/$name.new"
}

# alive NAME: whether the daemon of that name runs, and is the one that we started
alive() {
  local pid started
  { read -r pid started < "$RUN/pids/$1"; } 2>/dev/null || return 1
  [ "$(started_at "$pid")" = "$started" ]
}

# stop NAME... [-SIGNAL]: stops daemons at the same time and waits until they are gone
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

# wait_for SECONDS "NAME ..." WHAT COMMAND...: polls COMMAND until it succeeds, and says what is wrong
# if one of these daemons dies meanwhile or the time is up
wait_for() {
  local seconds=$1 names=$2 what=$3 end=$((SECONDS + $1)) name; shift 3
  until "$@"; do
    for name in $names; do if ! alive "$name"; then failed "$name" "died"; return 1; fi; done
    if [ $SECONDS -ge $end ]; then failed "${names%% *}" "did not get ready in $seconds s ($what)"; return 1; fi
    sleep 0.1
  done
}

failed() { # failed NAME WHAT_HAPPENED
  printf 'error: %s %s. The last lines of %s:\n' "$1" "$2" "$RUN/logs/$1.log" >&2
  tail -n 15 "$RUN/logs/$1.log" | cut -c 1-400 | sed 's/^/    /' >&2
}

# api METHOD PATH [CURL ARGUMENT...]: one request to the cluster, as its admin
api() {
  local method=$1 path=$2; shift 2
  # -q, --noproxy: neither the user's ~/.curlrc nor a proxy. -A: for curl's own name the server indents its JSON.
  curl -q -sS --fail --noproxy '*' --max-time 10 -A embedding-operator-hack \
    --cacert "$RUN/certs/ca.crt" --config "$RUN/certs/admin.curl" -X "$method" "$@" "https://127.0.0.1:$API_PORT$path"
}
