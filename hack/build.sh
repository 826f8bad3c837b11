#!/usr/bin/env bash
# Builds the components of the local control plane into the user's cache; nothing is built twice.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<U
usage: hack/build.sh [--check] [PART ...]        default: api controllers kwok
       hack/build.sh --path PROGRAM              where it is, or will be

  api          etcd $ETCD_VERSION, kube-apiserver $KUBERNETES_VERSION
  controllers  kube-controller-manager, kube-scheduler $KUBERNETES_VERSION
  kwok         KWOK $KWOK_VERSION, which plays the kubelet of fake nodes
  node         for hack/node.sh: kubelet, kube-proxy $KUBERNETES_VERSION, containerd $CONTAINERD_VERSION, pause (Linux only)
  install      for tests of the installation: kubectl $KUBERNETES_VERSION, helm $HELM_VERSION, promtool (Prometheus
               $PROMETHEUS_VERSION), and health, which asks kstatus (cli-utils $CLI_UTILS_VERSION) and Argo CD's Lua

Needs Go >= $GO_MINIMUM and the Go modules (about 7 minutes on 2 cores, once). Without Go, 'api' is downloaded ready-made.
--check: builds nothing, exits 0 if the parts are there or Go is.
Cache: $CACHE
U
}

# A user's settings for other Go code must not leak in, nor may Go fetch another toolchain.
export GOTOOLCHAIN=local GOWORK=off GOFLAGS="-mod=readonly -buildvcs=false" CGO_ENABLED=0
unset GOOS GOARCH

go_version() { # e.g. 1.26.8; empty without Go
  local version
  version=$(cd / && go env GOVERSION 2>/dev/null) || return 0
  version=${version#go}
  echo "${version%%[^0-9.]*}"
}

go_is_new_enough() {
  local have want=$GO_MINIMUM
  have=$(go_version)
  case $have in *.*) ;; *) return 1 ;; esac
  local minor=${have#*.}
  minor=${minor%%.*}
  [ "${have%%.*}" -gt "${want%%.*}" ] || { [ "${have%%.*}" = "${want%%.*}" ] && [ "$minor" -ge "${want#*.}" ]; }
}

builder=""
parts=()
clean_up() {
  if [ -n "$builder" ]; then kill "$builder" 2>/dev/null || true; fi
  rm -rf ${parts[@]+"${parts[@]}"}
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# compile NAME VERSION MODULE PACKAGE HOW_LONG
compile() {
  local name=$1 version=$2 module=$HACK/tools/$3 package=$4 begin=$SECONDS next=$((SECONDS + 15))
  local target log compiled downloaded v=k8s.io/component-base/version minor=${2#*.}
  target=$(binary "$name")
  if [ -x "$target" ]; then return; fi
  grep -q " v$version\$" "$module/go.mod" || die "hack/versions.env asks for $name $version, $module/go.mod for another"
  mkdir -p "$(dirname "$target")"
  log=$target.log
  parts=("$target.part" "$log")
  log "building $name $version ($5 on 2 cores, the first time)"
  # In the background, so that a signal to this script ends it at once.
  (cd "$module" && exec go build -v -o "$target.part" -ldflags \
    "-s -w -X $v.gitVersion=v$version -X $v.gitMajor=${version%%.*} -X $v.gitMinor=${minor%%.*}" "$package") > "$log" 2>&1 &
  builder=$!
  while kill -0 $builder 2>/dev/null; do
    sleep 0.2
    if [ $SECONDS -ge $next ]; then
      next=$((next + 15))
      downloaded=$(grep -c '^go: downloading' "$log") || true
      compiled=$(grep -cv '^go: ' "$log") || true   # -v: one line per compiled package
      log "    $name: $((SECONDS - begin)) s, $downloaded modules downloaded, $compiled packages compiled"
    fi
  done
  if ! wait $builder; then
    tail -n 20 "$log" >&2
    die "cannot build $name. Go needs its module proxy (go env GOPROXY) for what is not in $(go env GOMODCACHE) yet."
  fi
  builder=""
  mv "$target.part" "$target"
  rm -f "$log"
  log "built $name in $((SECONDS - begin)) s"
}

# Without Go: the binaries that the Kubernetes project publishes for controller tests.
# The maintainers' machine reaches no such host: this was tried with a local copy of the index and the archive only.
download_envtest() {
  local bin=$CACHE/envtest-$ENVTEST_VERSION/bin os arch archive index entry url sum tmp
  if [ -x "$bin/etcd" ] && [ -x "$bin/kube-apiserver" ]; then return; fi
  need curl tar openssl
  case $(uname -s) in Linux) os=linux ;; Darwin) os=darwin ;; *) return 1 ;; esac
  case $(uname -m) in x86_64 | amd64) arch=amd64 ;; aarch64 | arm64) arch=arm64 ;; *) return 1 ;; esac
  archive=envtest-v$ENVTEST_VERSION-$os-$arch.tar.gz
  index=${ENVTEST_INDEX:-https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml}
  log "no Go >= $GO_MINIMUM: downloading $archive (about 100 MB)"
  mkdir -p "$CACHE"
  tmp=$(mktemp -d "$CACHE/envtest.part.XXXXXX")
  parts=("$tmp")
  curl -fsSL --retry 3 --connect-timeout 10 -o "$tmp/index" "$index" || { log "cannot read $index"; return 1; }
  entry=$(grep -A 2 "^ *$archive:" "$tmp/index") || { log "$index has no $archive"; return 1; }
  sum=$(sed -n 's/^ *hash: *//p' <<< "$entry")
  url=$(sed -n 's/^ *selfLink: *//p' <<< "$entry")
  curl -fL --progress-bar --retry 3 --connect-timeout 10 -o "$tmp/$archive" "$url" || { log "cannot download $url"; return 1; }
  if [ ${#sum} != 128 ] || [ "$(openssl dgst -sha512 -r "$tmp/$archive" | cut -d ' ' -f 1)" != "$sum" ]; then
    log "$archive does not have the SHA-512 that $index gives"
    return 1
  fi
  mkdir "$tmp/bin"
  tar -xzf "$tmp/$archive" -C "$tmp/bin" --strip-components=2   # controller-tools/envtest/NAME
  if [ ! -x "$tmp/bin/etcd" ] || [ ! -x "$tmp/bin/kube-apiserver" ]; then log "$archive lacks etcd or kube-apiserver"; return 1; fi
  mkdir -p "$(dirname "$bin")"
  mv "$tmp/bin" "$bin"
  rm -rf "$tmp"
  log "got $(cd "$bin" && echo *)"
}

build_part() {
  local name
  case $1 in
    api)
      compile etcd "$ETCD_VERSION" etcd go.etcd.io/etcd/server/v3 "about 1 min"
      compile kube-apiserver "$KUBERNETES_VERSION" kubernetes k8s.io/kubernetes/cmd/kube-apiserver "about 4 min" ;;
    controllers)
      compile kube-controller-manager "$KUBERNETES_VERSION" kubernetes k8s.io/kubernetes/cmd/kube-controller-manager "about 1 min"
      compile kube-scheduler "$KUBERNETES_VERSION" kubernetes k8s.io/kubernetes/cmd/kube-scheduler "about 10 s" ;;
    kwok) compile kwok "$KWOK_VERSION" kwok sigs.k8s.io/kwok/cmd/kwok "about 1.5 min" ;;
    node)
      [ "$(uname -s)" = Linux ] || die "'node' is for Linux only: kubelet and containerd run containers with the Linux kernel"
      compile kubelet "$KUBERNETES_VERSION" kubernetes k8s.io/kubernetes/cmd/kubelet "about 2 min"
      compile kube-proxy "$KUBERNETES_VERSION" kubernetes k8s.io/kubernetes/cmd/kube-proxy "about 10 s"
      local commands=github.com/containerd/containerd/v2/cmd
      compile containerd "$CONTAINERD_VERSION" containerd $commands/containerd "about 2 min"
      compile containerd-shim-runc-v2 "$CONTAINERD_VERSION" containerd $commands/containerd-shim-runc-v2 "about 10 s"
      compile ctr "$CONTAINERD_VERSION" containerd $commands/ctr "about 10 s"
      compile pause "$CONTAINERD_VERSION" containerd ./pause "a few seconds" ;;
    install)
      compile kubectl "$KUBERNETES_VERSION" kubernetes k8s.io/kubernetes/cmd/kubectl "about 30 s"
      compile helm "$HELM_VERSION" helm helm.sh/helm/v4/cmd/helm "about 1 min"
      compile promtool "$PROMETHEUS_VERSION" promtool github.com/prometheus/prometheus/cmd/promtool "about 3 min"
      compile health "$CLI_UTILS_VERSION" gitops ./health "about 10 s" ;;
  esac
}

if [ "${1:-}" = --path ] && [ $# = 2 ]; then binary "$2"; exit 0; fi
check=false
if [ "${1:-}" = --check ]; then check=true; shift; fi
[ $# -gt 0 ] || set -- api controllers kwok
missing=()
for part; do
  case $part in -h | --help) usage; exit 0 ;; esac
  [ -n "$(programs "$part")" ] || { usage >&2; exit 2; }
  are_built "$part" || missing+=("$part")
done
if [ ${#missing[@]} = 0 ]; then exit 0; fi
if $check; then go_is_new_enough; exit; fi

lock "$CACHE" 3600
if go_is_new_enough; then
  for part in "${missing[@]}"; do build_part "$part"; done
  exit 0
fi

found=$(go_version)
install="install Go >= $GO_MINIMUM (https://go.dev/dl, or your package manager) and run it again; found: ${found:-no Go}"
for part in "${missing[@]}"; do
  if [ "$part" = api ]; then download_envtest || die "cannot get etcd and kube-apiserver: $install"
  else die "'$part' can only be built: $install. Without it there is the profile 'api' (API server only): no Deployment gets pods, nothing is scheduled or garbage-collected, and there are no nodes."
  fi
done
