#!/usr/bin/env bash
# What the operator costs, on a control plane without controllers: see docs/benchmark.md.
# PART: 'all', or 'create' for the first phase only, which is quick.
# N: counts of services, with commas (1000). ROUNDS: how often (3). PEER: a properties file of another operator.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$HACK/.."

N=${N:-1000}
ROUNDS=${ROUNDS:-3}
PEER=${PEER:-}
PART=${PART:-all}
case $N in *[!0-9,]* | '') die "N wants counts such as 1000 or 100,1000, not '$N'" ;; esac
case $ROUNDS in *[!0-9]* | '' | 0) die "ROUNDS wants a number, not '$ROUNDS'" ;; esac
case $PART in all | create) ;; *) die "PART is 'all' or 'create', not '$PART'" ;; esac
[ "$(uname -s)" = Linux ] || die "Linux is needed: CPU time and memory are read from /proc"
if [ -n "$PEER" ] && [ ! -f "$PEER" ]; then die "there is no file $PEER"; fi

# A place of its own, so that the clusters in it are those of this run and no others.
export EMBEDDING_OPERATOR_RUN=$RUN_ROOT-bench-$$
export PATH=${JAVA_HOME:+$JAVA_HOME/bin:}$PATH

clean_up() {
  local run
  trap '' INT TERM
  for run in "$EMBEDDING_OPERATOR_RUN"/*/; do
    if [ -d "$run" ]; then "$HACK/cluster.sh" down --name "$(basename "$run")" || true; fi
  done
  rmdir "$EMBEDDING_OPERATOR_RUN" 2>/dev/null || true
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

log "building target/embedding-operator.jar"
mkdir -p target/bench
rm -f target/bench/*.log
mvn -B -ntp -q -DskipTests package
log "measuring; nothing else should run on this machine meanwhile"
java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -cp target/embedding-operator.jar:target/test-classes \
  io.embeddingops.bench.Bench "$N" "$ROUNDS" "hack/bench/embedding-operator.properties${PEER:+,$PEER}" "$PART"
