# shellcheck shell=bash
# Sourced by hack/demo.sh, hack/e2e.sh and hack/test.sh: runs commands in parallel, none of which outlives the script.

JOBS=()

# group COMMAND...: starts a command in the background, in its own process group. Ctrl-C does not reach it, but stop_jobs does.
# The last of JOBS is its pid and that of the group.
group() {
  set -m
  "$@" < /dev/null 9<&- &
  set +m
  JOBS+=($!)
}

# job NAME COMMAND...: like group, with NAME in front of each line of output
job() { group prefixed "$@"; }

prefixed() {
  local name=$1 line; shift
  set +m
  # The reader ignores TERM and ends after the writers: without a reader SIGPIPE would interrupt their cleanup.
  "$@" 2>&1 | (trap '' TERM; while IFS= read -r line; do printf '%-7s | %s\n' "$name" "$line" >&2; done)
}

# finish_jobs: waits for all jobs; when one fails, stops the others and returns its exit code
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

# stop_jobs: stops all jobs and their child processes, and waits until they are gone
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

# maven ARGUMENT...: runs Maven and logs each of its steps; shows its warnings and errors only if it fails
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
