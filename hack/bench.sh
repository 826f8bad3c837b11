#!/usr/bin/env bash
# What the operator costs, on a control plane without controllers: see docs/benchmark.md.
# PART: 'all', or 'create' for the first phase only, or 'life' for the others.
# N: counts of services, with commas (1000). ROUNDS: how often (3). PEER: a properties file of another operator.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/bench/run.sh"

N=${N:-1000}
ROUNDS=${ROUNDS:-3}
PEER=${PEER:-}
PART=${PART:-all}
case $N in *[!0-9,]* | '') die "N wants counts such as 1000 or 100,1000, not '$N'" ;; esac
case $ROUNDS in *[!0-9]* | '' | 0) die "ROUNDS wants a number, not '$ROUNDS'" ;; esac
case $PART in all | create | life) ;; *) die "PART is 'all', 'create' or 'life', not '$PART'" ;; esac
if [ -n "$PEER" ] && [ ! -f "$PEER" ]; then die "there is no file $PEER"; fi

prepare
log "measuring; nothing else should run on this machine meanwhile"
drive Bench "$N" "$ROUNDS" "hack/bench/embedding-operator.properties${PEER:+,$PEER}" "$PART"
