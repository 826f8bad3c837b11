#!/usr/bin/env bash
# Prints the settings with which an EmbeddingService runs the SGLang of install.sh on the real node of hack/node.sh.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<U
usage: hack/sglang/pod-settings.sh [COMMAND]

  spec                 'server' and 'pod' of an EmbeddingService's spec, as YAML (default)
  service NAME MODEL   a complete EmbeddingService; models: $MODELS, or ORG/NAME of a hub
  allowed-host-paths   the value of the operator's --allowed-host-paths that it requires
  home                 the directory with venv/ and models/
U
}

# The directories that the server requires, with the same paths in the pod as here: the virtualenv, the Python that it links to,
# and the system's programs and libraries.
host_directories() {
  local dir python
  echo /usr
  for dir in /bin /sbin /lib /lib64; do
    # If they are links into /usr, the image has them.
    if [ -d "$dir" ] && [ ! -L "$dir" ]; then echo "$dir"; fi
  done
  echo "$SGLANG_HOME/venv"
  python=$("$SGLANG_HOME/venv/bin/python" -c 'import sys; print(sys.base_prefix)')
  case $python in /usr | /usr/*) ;; *) echo "$python" ;; esac
}

spec() {
  local i
  cat <<Y
server:
  image: registry.local/host:1
  imagePullPolicy: Never
  env:
    - {name: PATH, value: "$SGLANG_HOME/venv/bin:/usr/local/bin:/usr/bin:/bin"}
    - {name: HF_HUB_OFFLINE, value: "1"}
  volumeMounts:
Y
  for i in "${!directories[@]}"; do echo "    - {name: host-$i, mountPath: ${directories[i]}, readOnly: true}"; done
  cat <<Y
pod:
  nodeSelector: {embeddingops.io/node: real}
  volumes:
Y
  for i in "${!directories[@]}"; do echo "    - {name: host-$i, hostPath: {path: ${directories[i]}, type: Directory}}"; done
}

service() { # service NAME MODEL
  cat <<Y
apiVersion: embeddingops.io/v1alpha1
kind: EmbeddingService
metadata:
  name: $1
spec:
  device: cpu
  model:
Y
  case $2 in
    */*) printf '    source:\n      huggingFace: {repo: %s}\n' "$2" ;;
    *) printf '    path: /models/%s\n    source:\n      hostPath: {path: %s}\n' "$2" "$SGLANG_HOME/models/$2" ;;
  esac
  spec | sed 's/^/  /'
}

parse "" "$@"
take_command
case ${command:=spec}:${#arguments[@]} in
  home:0) echo "$SGLANG_HOME"; exit 0 ;;
  spec:0 | allowed-host-paths:0 | service:2) ;;
  home:* | spec:* | allowed-host-paths:* | service:*) usage_error "wrong number of arguments for $command" ;;
  *) usage_error "unknown command '$command'" ;;
esac
venv_is_complete || die "SGLang $SGLANG_VERSION is not installed: hack/sglang/install.sh"
mapfile -t directories < <(host_directories)
case $command in
  spec) spec ;;
  service)
    case ${arguments[1]} in
      */*) ;;
      *) model_is_there "${arguments[1]}" || die "there is no model ${arguments[1]} in $SGLANG_HOME/models" ;;
    esac
    service "${arguments[0]}" "${arguments[1]}" ;;
  allowed-host-paths) (IFS=,; echo "${directories[*]},$SGLANG_HOME/models") ;;
esac
