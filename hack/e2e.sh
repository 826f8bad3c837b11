#!/usr/bin/env bash
# The end-to-end tests: the operator against a real kubelet and a real SGLang on CPU, on this machine. See hack/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/node/requirements.sh"
. "$HACK/node/cgroups.sh"

usage() {
  cat <<U
usage: hack/e2e.sh [MAVEN_ARGUMENT ...]

Installs what is missing, then runs the tests **/*E2E.java on a cluster of their own, which it removes in any case. So:

  hack/e2e.sh                                   all of them, about 15 minutes on 2 idle cores
  hack/e2e.sh -Dit.test=HangE2E,CrashE2E        some of them
  hack/e2e.sh -De2e.pace=3                      on a slow or busy machine: three times as patient

What a failed test leaves behind is in target/e2e/TEST/. Needs Linux, root, JDK >= 17, Maven, Python 3.11 and Go >= $GO_MINIMUM,
8 GB of memory and 10 GB of disk. The first run builds Kubernetes and installs SGLang: 10 more minutes.
U
}

case ${1:-} in -h | --help) usage; exit 0 ;; esac

NAME=e2e-$$
RUN=$RUN_ROOT/$NAME
jobs=()

# Everything that is missing, one line each. Where root may install a package, that is left to hack/node.sh.
missing() {
  local tool list
  if [ "$(uname -s)" != Linux ]; then echo "Linux: containers are run directly"; return; fi
  for tool in java:default-jdk-headless mvn:maven flock:util-linux; do
    command -v "${tool%%:*}" >/dev/null || echo "${tool%%:*} (Debian, Ubuntu: apt-get install ${tool#*:})"
  done
  if ! "$HACK/sglang/install.sh" --check >/dev/null 2>&1; then
    echo "Python 3.11 with venv (Debian 12: apt-get install python3.11-venv; elsewhere: pyenv install 3.11, or uv python install 3.11)"
  fi
  if ! "$HACK/build.sh" --check api controllers kwok node >/dev/null 2>&1; then
    echo "Go >= $GO_MINIMUM, to build Kubernetes and containerd (https://go.dev/dl, or your package manager)"
  fi
  list=$(obstacles)
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then list=$(grep -v '^missing: .*apt-get' <<< "$list" || true); fi
  if [ -n "$list" ]; then echo "$list"; fi
}

clean_up() {
  local status=$? job
  trap - EXIT INT TERM HUP
  for job in ${jobs[@]+"${jobs[@]}"}; do kill "$job" 2>/dev/null || true; done
  for job in ${jobs[@]+"${jobs[@]}"}; do wait "$job" 2>/dev/null || true; done
  if [ -d "$RUN" ]; then "$HACK/cluster.sh" down --name "$NAME" || status=1; fi
  exit "$status"
}

run() { # run COMMAND...: in the background, so that a signal to this script ends it at once
  "$@" &
  jobs+=($!)
}

list=$(missing)
if [ -n "$list" ]; then
  printf 'error: the end-to-end tests cannot run here. What is missing:\n' >&2
  sed 's/^/  - /' <<< "$list" >&2
  exit 1
fi
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Side by side: one compiles, the other mostly downloads.
run "$HACK/build.sh" api controllers kwok node
run "$HACK/sglang/install.sh"
for job in "${jobs[@]}"; do wait "$job" || die "cannot prepare the tests, see above"; done
jobs=()

cd "$HACK/.."
begin=$SECONDS
run mvn -B -ntp verify -Pe2e "-De2e.cluster=$NAME" "$@"
status=0
wait "${jobs[0]}" || status=$?
jobs=()
log "end-to-end tests: $((SECONDS - begin)) s, $([ $status = 0 ] && echo passed || echo "failed; see target/e2e")"
exit $status
