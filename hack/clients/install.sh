#!/usr/bin/env bash
# Installs clients that applications use into the cache: OpenAI's for Python and Java, and LangChain4j. Prints their directory.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. "$HACK/python.sh"
cd "$HACK/clients"

usage() {
  cat <<U
usage: hack/clients/install.sh

The directory has venv/, a virtualenv, and java/, classes beside their jars. Each program prints the vector of each of its arguments as
a line of JSON, and takes its settings from OPENAI_BASE_URL, OPENAI_API_KEY, EMBEDDING_MODEL, EMBEDDING_DIMENSIONS (may be missing)
and SSL_CERT_FILE (may be missing): openai_client.py of this directory, and the classes OpenAi and LangChain.
U
}

parse "" "$@"
no_arguments
target=$CACHE/clients
sources=(pom.xml requirements.txt src/*.java)
digest=$(cat "${sources[@]}" | openssl dgst -sha256 -r)
if [ "$(cat "$target/installed" 2>/dev/null)" != "$digest" ]; then
  lock "$target"
  log "installing clients into $target: packages from PyPI and Maven Central, once"
  rm -rf "${target:?}"/*
  python=$(find_python) || die "Python >= $PYTHON_MINIMUM with venv is required: apt-get install python3-venv, brew install python3, or set PYTHON to it"
  "$python" -m venv "$target/venv"
  "$target/venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps -r requirements.txt
  mvn -B -ntp -q compile dependency:copy-dependencies "-DbuildDirectory=$target/build" "-DoutputDirectory=$target/java" >&2
  cp "$target"/build/classes/*.class "$target/java"
  rm -rf "$target/build"
  echo "$digest" > "$target/installed"
fi
echo "$target"
