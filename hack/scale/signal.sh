#!/usr/bin/env bash
# Measures what could be an autoscaler's signal, on a real SGLang with a CPU limit: see docs/autoscaling.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../sglang/common.sh"
. "$HACK/python.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/scale/signal.sh [--seconds=N] [--update] [MEASURE_ARGUMENT ...]

Starts SGLang as the operator would, limited to half a core and to two, and sends requests at rates from 0 to 150 % of its capacity.
Writes metrics, CPU and latencies to target/scale/signal.csv and a figure to target/scale/signal.svg. Takes 45 minutes.

options:
  --seconds=N   duration of each step (30)
  --update      also update docs/images/autoscaling-signal.{csv,svg}; the tables of docs/autoscaling.md are written by hand
  --shares=LIST, --clients=LIST, --seed=N   as in hack/scale/measure.py, for all servers

Requires Linux, root (for the cgroup with the CPU limit), JDK, Maven and Python $PYTHON_MINIMUM or later with venv.
U
}

seconds=30 update=false
parse "--seconds= --update *" "$@"
case $seconds in *[!0-9]* | '' | 0) usage_error "--seconds must be a number from 1, not '$seconds'" ;; esac
[ "$(uname -s)" = Linux ] || die "requires Linux"
[ "$(id -u)" = 0 ] || die "requires root: the server runs in a cgroup with a CPU limit"

JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
JAR=target/embedding-operator.jar
out=target/scale
mkdir -p $out

measure() { # measure MODEL CORES ARGUMENT...
  local model=$1 cores=$2
  shift 2
  "$SGLANG/pod-settings.sh" service bench "$model" | sed 's/^  server:$/  server:\n    resources: {limits: {cpu: "'"$cores"'"}}/' > $out/service.yaml
  "$JAVA" -jar $JAR render -f $out/service.yaml > $out/rendered.yaml 2> $out/render.log || { cat $out/render.log >&2; die "cannot render the service"; }
  env HF_HUB_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$HACK/bench/serving" "$REFERENCE/bin/python" "$HACK/scale/measure.py" \
    --rendered $out/rendered.yaml --model "$SGLANG_HOME/models/$model" --output $out/signal.csv --cores "$cores" --seconds "$seconds" "$@" \
    ${arguments[@]+"${arguments[@]}"}
}

"$SGLANG/reference.sh"
if [ ! -f $JAR ] || [ -n "$(find src/main pom.xml -newer $JAR -print -quit)" ]; then
  log "building $JAR"
  mvn -B -ntp -q -DskipTests package
fi
rm -f $out/signal.csv $out/signal.samples
measure minilm 0.5 --texts short
measure minilm 0.5 --texts long
measure tiny-qwen3 0.5 --texts short
measure minilm 0.5 --texts short --batch 32 --clients 1,4
measure minilm 2 --texts short --shares 10,25,75 --clients 1,32,64
measure tiny-qwen3 2 --texts short --shares 10,25,75 --clients 1,32,64
"$HACK/scale/draw.sh" plot.py $out/signal.csv $out/signal.svg
if $update; then
  for type in csv svg; do cp $out/signal.$type docs/images/autoscaling-signal.$type; done
fi
log "the measurements are in $out/signal.csv, the figure is $out/signal.svg"
