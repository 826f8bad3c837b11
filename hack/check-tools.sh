#!/usr/bin/env bash
# Lists all missing tools at once, with how to install them. Exits with 1 if there are any.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/components.sh"
. "$HACK/python.sh"
. "$HACK/node/requirements.sh"
. "$HACK/node/cgroups.sh"

usage() {
  cat <<U
usage: hack/check-tools.sh PART ...

  java     a JDK >= $JDK_MINIMUM, Maven >= $MAVEN_MINIMUM
  python   Python >= $PYTHON_MINIMUM with venv, for the tests of the plugin for SGLang
  cluster  curl, openssl; Go >= $GO_MINIMUM unless the control plane is built already
  real     what a real node and SGLang require in addition: Linux, root, packages, Python 3.11
U
}

JDK_MINIMUM=17
MAVEN_MINIMUM=3.8
missing=()

lacks() { # lacks WHAT FOUND REMEDY
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
    # mvn -v fails without Java, which is on the list already.
    if [ -z "$maven" ] && [ -z "$found" ]; then return; fi
  fi
  if ! at_least "${maven:-}" $MAVEN_MINIMUM; then
    lacks "Maven >= $MAVEN_MINIMUM" "${maven:-}" "apt-get install maven, brew install maven, https://maven.apache.org/download.cgi"
  fi
}

check_python() {
  if ! find_python >/dev/null; then
    lacks "Python >= $PYTHON_MINIMUM" "$("${PYTHON:-python3}" -V 2>/dev/null | sed -n 's/^Python //p')" \
      "with venv: apt-get install python3 python3-venv, brew install python3; or set PYTHON to it"
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
  found=$(go_version)
  if ! at_least "$found" "$GO_MINIMUM"; then
    lacks "Go >= $GO_MINIMUM" "$found" "https://go.dev/dl, brew install go (packages of a distribution are often older)"
  fi
}

# Packages that hack/node.sh can install itself are not listed.
check_real() {
  local line
  if [ "$(uname -s)" != Linux ]; then missing+=("Linux: containers require a Linux kernel"); return; fi
  if ! "$HACK/sglang/install.sh" --check >/dev/null 2>&1; then
    lacks "Python 3.11" "" "with venv: apt-get install python3.11-venv (Debian 12), pyenv install 3.11, uv python install 3.11; or set PYTHON to it"
  fi
  if cluster_is_built && ! are_built node; then check_go; fi   # otherwise check_cluster does
  while IFS= read -r line; do
    if [ -z "$line" ] || { [[ $line = missing:*apt-get* ]] && can_install_tools; }; then continue; fi
    missing+=("$line")
  done < <(obstacles)
}

parse "" "$@"
[ ${#arguments[@]} -gt 0 ] || usage_error "which part is to be checked: java, python, cluster or real?"
for part in "${arguments[@]}"; do
  case $part in
    java) check_java ;;
    python) check_python ;;
    cluster) check_cluster ;;
    real) check_real ;;
    *) usage_error "there is no part '$part'" ;;
  esac
done
if [ ${#missing[@]} = 0 ]; then exit 0; fi
{
  echo "error: missing or too old:"
  printf '    %s\n' "${missing[@]}"
} >&2
exit 1
