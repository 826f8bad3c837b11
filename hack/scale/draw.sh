#!/usr/bin/env bash
# Runs a program with matplotlib, in an environment that is removed afterwards: hack/scale/draw.sh PROGRAM ARGUMENT...
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. "$HACK/python.sh"

[ $# -ge 2 ] || die "usage: hack/scale/draw.sh plot.py|steps.py ARGUMENT..."
program=$HACK/scale/$1
shift
python=$(find_python) || die "Python >= $PYTHON_MINIMUM with venv is required"
venv=$(mktemp -d "${TMPDIR:-/tmp}/draw.XXXXXX")
trap 'rm -rf "$venv"' EXIT
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps -r "$HACK/scale/requirements.txt"
MPLCONFIGDIR=$venv "$venv/bin/python" "$program" "$@"
