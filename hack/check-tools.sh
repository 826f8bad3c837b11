#!/usr/bin/env bash
# Says in one list which tools are missing, and how to get them. Exits with 1 if any is.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"

usage() {
  cat <<U
usage: hack/check-tools.sh PART ...

  java     a JDK >= $JDK_MINIMUM, Maven >= $MAVEN_MINIMUM
  cluster  curl, openssl; and Go >= $GO_MINIMUM as long as the control plane has not been built
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
  local tool found
  for tool in curl openssl; do
    if ! command -v $tool >/dev/null; then lacks $tool "" "apt-get install $tool, brew install $tool"; fi
  done
  if cluster_is_built; then return; fi
  found=$(cd / && GOTOOLCHAIN=local go env GOVERSION 2>/dev/null) || true
  found=${found#go}
  if ! at_least "$found" "$GO_MINIMUM"; then
    lacks "Go >= $GO_MINIMUM" "$found" "https://go.dev/dl (package managers often have an older one), brew install go"
  fi
}

[ $# -gt 0 ] || { usage >&2; exit 2; }
for part; do
  case $part in
    java) check_java ;;
    cluster) check_cluster ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
if [ ${#missing[@]} = 0 ]; then exit 0; fi
{
  echo "error: these tools are missing, or too old:"
  printf '    %s\n' "${missing[@]}"
} >&2
exit 1
