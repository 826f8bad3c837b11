#!/usr/bin/env bash
# Says in one list which tools are missing, and how to get them. Exits with 1 if any is.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/node/requirements.sh"
. "$HACK/node/cgroups.sh"

usage() {
  cat <<U
usage: hack/check-tools.sh PART ...

  java     a JDK >= $JDK_MINIMUM, Maven >= $MAVEN_MINIMUM
  cluster  curl, openssl; and Go >= $GO_MINIMUM as long as the control plane has not been built
  real     what a real node and SGLang need beside them: Linux, root, packages, Python 3.11
U
}

JDK_MINIMUM=17
MAVEN_MINIMUM=3.8
missing=()

at_least() { # at_least VERSION MINIMUM
  local have=$1. want=$2. number
  while [ -n "$want" ]; do
    number=${have%%.*}
    number=${number%%[!0-9]*}
    if [ "${number:-0}" -gt "${want%%.*}" ]; then return 0; fi
    if [ "${number:-0}" -lt "${want%%.*}" ]; then return 1; fi
    have=${have#*.} want=${want#*.}
  done
}

lacks() { # lacks WHAT FOUND HOW_TO_GET_IT
  missing+=("$(printf '%-13s found: %-14s %s' "$1" "${2:-none}" "$3")")
}

check_java() {
  local javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac found maven
  found=$("$javac" -version 2>&1 | sed -n 's/^javac //p') || true
  if ! at_least "$found" $JDK_MINIMUM; then
    lacks "JDK >= $JDK_MINIMUM" "$found" "apt-get install default-jdk, brew install openjdk, https://adoptium.net${JAVA_HOME:+ (JAVA_HOME is $JAVA_HOME)}"
  fi
  if command -v mvn >/dev/null; then
    maven=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p') || true
    # Without Java it does not even tell its version.
    if [ -z "$maven" ] && [ -z "$found" ]; then return; fi
  fi
  if ! at_least "${maven:-}" $MAVEN_MINIMUM; then
    lacks "Maven >= $MAVEN_MINIMUM" "${maven:-}" "apt-get install maven, brew install maven, https://maven.apache.org/download.cgi"
  fi
}

check_cluster() {
  local tool
  for tool in curl openssl; do
    if ! command -v $tool >/dev/null; then lacks $tool "" "apt-get install $tool, brew install $tool"; fi
  done
  if ! cluster_is_built; then check_go; fi
}

check_go() {
  local found
  found=$(cd / && GOTOOLCHAIN=local go env GOVERSION 2>/dev/null) || true
  found=${found#go}
  if ! at_least "$found" "$GO_MINIMUM"; then
    lacks "Go >= $GO_MINIMUM" "$found" "https://go.dev/dl (package managers often have an older one), brew install go"
  fi
}

# The packages that root can install are left to hack/node.sh.
check_real() {
  local line
  if [ "$(uname -s)" != Linux ]; then missing+=("Linux: containers are run directly"); return; fi
  if ! "$HACK/sglang/install.sh" --check >/dev/null 2>&1; then
    lacks "Python 3.11" "" "with venv: apt-get install python3.11-venv (Debian 12), pyenv install 3.11, uv python install 3.11; or set PYTHON to it"
  fi
  if cluster_is_built && ! are_built node; then check_go; fi   # else check_cluster does
  while IFS= read -r line; do
    if [ -z "$line" ] || { [[ $line = missing:*apt-get* ]] && can_install_tools; }; then continue; fi
    missing+=("$line")
  done < <(obstacles)
}

[ $# -gt 0 ] || { usage >&2; exit 2; }
for part; do
  case $part in
    java) check_java ;;
    cluster) check_cluster ;;
    real) check_real ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
if [ ${#missing[@]} = 0 ]; then exit 0; fi
{
  echo "error: what is missing here, or too old:"
  printf '    %s\n' "${missing[@]}"
} >&2
exit 1
