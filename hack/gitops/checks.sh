# shellcheck shell=bash
# Sourced by hack/gitops.sh: runs checks and prints a line for each.

PASSED=0
FAILED=()

# check WHAT COMMAND...: the command fails at its first step that fails; only then its output is shown
check() {
  local what=$1 begin=$SECONDS; shift
  rm -f "$RUN/found.log"
  # In the background, since bash ignores set -e in a condition. An interrupted run stops it.
  group steps "$@" > "$RUN/check.log" 2>&1
  if wait "${JOBS[0]}"; then
    PASSED=$((PASSED + 1))
    printf 'pass  %s (%d s)\n' "$what" $((SECONDS - begin))
  else
    FAILED+=("$what")
    printf 'FAIL  %s (%d s)\n' "$what" $((SECONDS - begin))
    { cat "$RUN/check.log" "$RUN/found.log" 2>/dev/null || true; } | sed 's/^/      /'
  fi
  JOBS=()
}

steps() {
  set +m
  set -e
  "$@"
}

# summary: fails if a check failed
summary() {
  local what
  if [ ${#FAILED[@]} = 0 ]; then log "all $PASSED checks passed after $((SECONDS - begin)) s"; return; fi
  log "$PASSED checks passed, ${#FAILED[@]} failed after $((SECONDS - begin)) s:"
  for what in "${FAILED[@]}"; do printf '    %s\n' "$what" >&2; done
  return 1
}

# within SECONDS COMMAND...: polls the command until it succeeds
within() {
  local end=$((SECONDS + $1)) seconds=$1; shift
  until "$@"; do
    if [ $SECONDS -ge $end ]; then echo "not within $seconds s: $*"; return 1; fi
    sleep 0.3
  done
}

# for_seconds SECONDS COMMAND...: fails as soon as the command does
for_seconds() {
  local end=$((SECONDS + $1)); shift
  while [ $SECONDS -lt $end ]; do
    "$@" || { echo "no longer: $*"; return 1; }
    sleep 0.3
  done
}

not() { ! "$@"; }

# is WANTED KUBECTL_ARGUMENT...: compares the output of kubectl get. The last difference is shown if the check fails.
is() {
  local wanted=$1 found; shift
  found=$(kubectl get "$@" 2>&1) || true
  [ "$found" = "$wanted" ] || { printf '%s\n' "wanted '$wanted', found '$found': kubectl get $*" > "$RUN/found.log"; return 1; }
}

exists() { kubectl get "$@" >/dev/null 2>&1; }

contains() { # contains TEXT PART
  case $1 in *"$2"*) ;; *) echo "'$1' does not contain '$2'"; return 1 ;; esac
}
