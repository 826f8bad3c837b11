# shellcheck shell=bash disable=SC2034
# Sourced by hack/sglang/*.sh and others: where hack/sglang/install.sh installs SGLang.

. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
SGLANG=$HACK/sglang
SGLANG_VERSION=$(sed -n 's/^sglang==//p' "$SGLANG/requirements.in")
SGLANG_HOME=$CACHE/sglang-$SGLANG_VERSION
MODELS="tiny-qwen3 tiny-qwen3-other minilm"
REFERENCE=$SGLANG_HOME/reference   # made by hack/sglang/reference.sh

# Whether the virtualenv is complete and has exactly these requirements.
venv_is_complete() { cmp -s "$SGLANG/requirements.txt" "$SGLANG_HOME/venv/installed.txt"; }
model_is_there() { [ -f "$SGLANG_HOME/models/$1/config.json" ]; }

sglang_is_installed() {
  local model
  venv_is_complete || return 1
  for model in $MODELS; do model_is_there "$model" || return 1; done
}

reference_is_complete() { cmp -s "$SGLANG/reference.txt" "$REFERENCE/installed.txt"; }
reference_is_installed() { sglang_is_installed && reference_is_complete && [ -f "$SGLANG_HOME/models/minilm-onnx/model.onnx" ]; }
