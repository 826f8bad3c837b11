#!/usr/bin/env bash
# Downloads a repository with the official Python client: hack/hub-client.sh ENDPOINT REPO DIRECTORY. For HubIT.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/python.sh"
CLIENT=huggingface_hub==2.4.0

[ $# = 3 ] || usage_error "usage: hack/hub-client.sh ENDPOINT REPO DIRECTORY"
python=$(find_python) || die "Python >= $PYTHON_MINIMUM with venv is required: apt-get install python3-venv, brew install python3, or set PYTHON to it"
venv=$CACHE/${CLIENT/==/-}
if [ ! -f "$venv/installed" ]; then
  lock "$venv"
  if [ ! -f "$venv/installed" ]; then
    log "installing $CLIENT into $venv, once"
    "$python" -m venv --clear "$venv"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check "$CLIENT"
    touch "$venv/installed"
  fi
fi
# No proxy, token or cache of the user, and no other protocol than HTTP.
env -i PATH="$PATH" HOME="$3" HF_HOME="$3/home" HF_ENDPOINT="$1" HF_HUB_DISABLE_XET=1 HF_HUB_DISABLE_TELEMETRY=1 HF_HUB_DISABLE_PROGRESS_BARS=1 \
  "$venv/bin/python" -c 'import sys, huggingface_hub; print(huggingface_hub.snapshot_download(sys.argv[1]))' "$2"
