#!/usr/bin/env bash
# Measures texts per second of a real SGLang on CPU, as the operator starts it, beside others: see docs/performance.md.
# ROUNDS: number of rounds (3). DURATION: seconds for each figure (4). IDLE: seconds without requests (20). LENGTHS: short,128,510.
# UPDATE=1: write the result to docs/performance.md and docs/images/serving.svg.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/sglang/common.sh"
cd "$HACK/.."

ROUNDS=${ROUNDS:-3}
DURATION=${DURATION:-4}
IDLE=${IDLE:-20}
LENGTHS=${LENGTHS:-short,128,510}
case $ROUNDS in *[!0-9]* | '' | 0) die "ROUNDS must be a number from 1, not '$ROUNDS'" ;; esac
case $DURATION$IDLE in *[!0-9]*) die "DURATION and IDLE must be whole numbers of seconds" ;; esac
for length in ${LENGTHS//,/ }; do
  case $length in short | 128 | 510) ;; *) die "LENGTHS is a list of short, 128 and 510, not '$LENGTHS'" ;; esac
done
[ "$(uname -s)" = Linux ] || die "requires Linux: SGLang for CPU is installed on Linux only"

JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
JAR=target/embedding-operator.jar
out=target/bench
mkdir -p $out

# render FILE [CPU_LIMIT]: what the operator makes of a service with MiniLM
render() {
  "$SGLANG/pod-settings.sh" service bench minilm > $out/service.yaml
  if [ -n "${2:-}" ]; then sed -i "s/^  server:\$/  server:\n    resources: {limits: {cpu: \"$2\"}}/" $out/service.yaml; fi
  "$JAVA" -jar $JAR render -f $out/service.yaml > "$1" 2> $out/render.log || { cat $out/render.log >&2; die "cannot render the service"; }
}

"$SGLANG/reference.sh"
log "building $JAR"
mvn -B -ntp -q -DskipTests package
render $out/rendered.yaml
render $out/limited.yaml 1
log "measuring for at most 15 minutes; nothing else should run on this machine meanwhile"
update=()
if [ "${UPDATE:-0}" = 1 ]; then update=(--update docs); fi
env HF_HUB_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1 "$REFERENCE/bin/python" "$HACK/bench/serving" --rendered $out/rendered.yaml --limited $out/limited.yaml \
  --model "$SGLANG_HOME/models/minilm" --onnx "$SGLANG_HOME/models/minilm-onnx" --output $out \
  --rounds "$ROUNDS" --seconds "$DURATION" --idle "$IDLE" --lengths "$LENGTHS" ${update[@]+"${update[@]}"}
