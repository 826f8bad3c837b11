# shellcheck shell=bash disable=SC2034
# Sourced by hack/check-tools.sh and hack/plugin-test.sh: the Python that the tests of the plugin for SGLang run with.

PYTHON_MINIMUM=3.11

# find_python: prints the path of an interpreter >= $PYTHON_MINIMUM with venv, not of a shim; fails if there is none
find_python() {
  local python
  for python in ${PYTHON:-python3} python3.14 python3.13 python3.12 python3.11 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[1-9]*/bin/python3 \
    "$HOME"/.local/share/uv/python/cpython-3.1[1-9]*/bin/python3; do
    if "$python" -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (${PYTHON_MINIMUM/./, }))" 2>/dev/null; then
      "$python" -c 'import os, sys; print(os.path.realpath(sys.executable))'
      return
    fi
  done
  return 1
}
