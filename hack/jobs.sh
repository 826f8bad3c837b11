# shellcheck shell=bash
# Sourced by hack/demo.sh and hack/test.sh: commands side by side, none of which outlives the script.

JOBS=()

# group COMMAND...: starts it in the background, in a process group of its own, which Ctrl-C does not reach: stop_jobs does.
# Its pid, which is the group's, is the last of JOBS.
group() {
  set -m
  "$@" < /dev/null 9<&- &
  set +m
  JOBS+=($!)
}

# job NAME COMMAND...: the same, with NAME before each line of its output
job() { group prefixed "$@"; }

prefixed() {
  local name=$1 line; shift
  set +m
  # When the group is told to end, the reader stays until the writers are gone: writing to nobody would kill them in mid-cleanup.
  "$@" 2>&1 | (trap '' TERM; while IFS= read -r line; do printf '%-7s | %s\n' "$name" "$line" >&2; done)
}

# finish_jobs: waits for all; when one fails, stops the others and returns its exit code
finish_jobs() {
  local pid left
  while [ ${#JOBS[@]} -gt 0 ]; do
    left=()
    for pid in "${JOBS[@]}"; do
      if kill -0 "$pid" 2>/dev/null; then left+=("$pid"); else wait "$pid" || { local code=$?; stop_jobs; return $code; }; fi
    done
    JOBS=(${left[@]+"${left[@]}"})
    sleep 0.2
  done
}

# stop_jobs: ends all that run, with what they have started, and waits until they are gone
stop_jobs() {
  local pid tries=0 left
  left=(${JOBS[@]+"${JOBS[@]}"})
  JOBS=()
  for pid in ${left[@]+"${left[@]}"}; do
    kill -TERM -- "-$pid" 2>/dev/null || true
    while kill -0 -- "-$pid" 2>/dev/null; do
      tries=$((tries + 1))
      if [ $tries = 200 ]; then kill -KILL -- "-$pid" 2>/dev/null || true; fi
      if [ $tries = 250 ]; then break; fi
      sleep 0.1
    done
    wait "$pid" 2>/dev/null || true
  done
}

# maven ARGUMENT...: says which step Maven is at; shows what it had to say only if it fails
maven() {
  local out=target/maven.log begin=$SECONDS next=$((SECONDS + 15)) step="" last="" pid
  mkdir -p target
  mvn -B -ntp "$@" > $out 2>&1 &
  pid=$!
  while kill -0 $pid 2>/dev/null; do
    sleep 0.2
    step=$(sed -n 's/^\[INFO\] --- \([^ ]*\) .*/\1/p' $out | tail -n 1)
    if [ "$step" != "$last" ] || [ $SECONDS -ge $next ]; then
      last=$step next=$((SECONDS + 15))
      log "    $((SECONDS - begin)) s, ${step:-starting}"
    fi
  done
  wait $pid || { grep -v '^\[INFO\]' $out | tail -n 60; return 1; }
}
