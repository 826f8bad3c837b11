#!/usr/bin/env bash
# Tests and checks the plugin for SGLang, without SGLang.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/sglang/common.sh"
. "$HACK/python.sh"
cd "$HACK/.."
MAIN=src/main/python
TESTS=src/test/python

usage() {
  cat <<U
usage: hack/plugin-test.sh [unit|lint|wheels|all] [PYTEST_ARGUMENT ...]

  unit     the unit tests; those of the pooling only with the environment of hack/sglang/reference.sh, which has torch
  lint     types (mypy) and format (ruff)
  wheels   looks for what the plugin hooks into in the sources of several versions of SGLang, which it downloads once
  all      everything (the default)

Requires Python $PYTHON_MINIMUM or later with venv (PYTHON may name it). Installs its packages from PyPI into the user's cache, once.
U
}

parse "*" "$@"
take_command

install_packages() {
  local python
  python=$(find_python) || die "Python >= $PYTHON_MINIMUM with venv is required: apt-get install python3-venv, brew install python3, or set PYTHON to it"
  venv=$CACHE/python-$("$python" -c 'import platform; print(platform.python_version())')
  if cmp -s $TESTS/requirements.txt "$venv/installed.txt"; then return; fi
  lock "$venv"
  if cmp -s $TESTS/requirements.txt "$venv/installed.txt"; then return; fi
  log "installing pytest, mypy and ruff into $venv, once"
  "$python" -m venv --clear "$venv"
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps -r $TESTS/requirements.txt
  cp $TESTS/requirements.txt "$venv/installed.txt"
}

unit() {
  local python=$SGLANG_HOME/reference/bin/python
  if [ -x "$python" ]; then log "unit tests of the plugin for SGLang, with torch and sentence-transformers"
  else
    python=$venv/bin/python
    log "unit tests of the plugin for SGLang, without those of the pooling (hack/sglang/reference.sh installs torch for them)"
  fi
  HF_HUB_OFFLINE=1 PYTHONPATH=$MAIN/v3 "$python" -m pytest $TESTS/unit ${arguments[@]+"${arguments[@]}"}
}

lint() {
  log "types and format of the plugin for SGLang and of its tests"
  MYPYPATH=$MAIN/v3:$TESTS/unit:$TESTS/wheels "$venv/bin/mypy" --config-file $TESTS/mypy.ini --cache-dir=/dev/null --no-error-summary \
    $MAIN/v3/embedding_operator $TESTS/unit/*.py $TESTS/wheels/*.py hack/pack-model.py
  "$venv/bin/ruff" check -q --no-cache --config $MAIN/ruff.toml $MAIN $TESTS/unit $TESTS/wheels hack/pack-model.py
  "$venv/bin/ruff" format -q --no-cache --config $MAIN/ruff.toml --diff $MAIN $TESTS/unit $TESTS/wheels hack/pack-model.py \
    || die "run: $venv/bin/ruff format --no-cache --config $MAIN/ruff.toml $MAIN $TESTS/unit $TESTS/wheels hack/pack-model.py"
}

wheels() {
  log "what the plugin hooks into, in the sources of SGLang"
  EMBEDDING_OPERATOR_WHEELS=$CACHE/sglang-wheels PYTHONPATH=$MAIN/v3 "$venv/bin/python" -m pytest $TESTS/wheels \
    ${arguments[@]+"${arguments[@]}"}
}

export PYTHONDONTWRITEBYTECODE=1   # no __pycache__ among the sources
case ${command:-all} in
  unit | lint | wheels) install_packages; "$command" ;;
  all) install_packages; lint; unit; wheels ;;
  *) usage_error "there is no part '$command'" ;;
esac
