# shellcheck shell=bash
# Sourced by hack/sglang/install.sh and reference.sh: runs the steps of an installation, none of which outlives the script.

job=""
clean_up() {
  if [ -n "$job" ]; then kill "$job" 2>/dev/null || true; fi
  rm -rf "$SGLANG_HOME"/*.part "$SGLANG_HOME"/models/*.part
}

# with_progress WHAT COMMAND...: runs a command, logs its progress every 15 s, and shows its output only if it fails
with_progress() {
  local what=$1 begin=$SECONDS next=$((SECONDS + 15)) log=$SGLANG_HOME/install.log; shift
  log "$what"
  "$@" > "$log" 2>&1 &
  job=$!
  while kill -0 $job 2>/dev/null; do
    sleep 0.2
    if [ $SECONDS -ge $next ]; then
      next=$((next + 15))
      log "    $((SECONDS - begin)) s, $(du -sm "$SGLANG_HOME" 2>/dev/null | cut -f 1) MB so far"
    fi
  done
  if ! wait $job; then
    tail -n 20 "$log" >&2
    die "$what: failed"
  fi
  job=""
  rm -f "$log"
}

# install_packages PYTHON FILE: installs the packages of a complete list
# --no-deps: the list is complete, and SGLang's own requirements include what overrides.txt excludes.
# --compile-bytecode: pods mount the files read-only, and a start without bytecode takes a minute longer.
# --system-certs: accepts the certificate of a proxy that this machine trusts.
# UV_CACHE_DIR: a temporary cache on the same file system, so that files are linked and not copied.
install_packages() {
  env -u VIRTUAL_ENV UV_CACHE_DIR="$SGLANG_HOME/uv-cache.part" "$SGLANG_HOME/venv/bin/uv" pip install --no-config --system-certs \
    --no-deps --compile-bytecode --python "$1" -r "$2"
}
