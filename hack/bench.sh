#!/usr/bin/env bash
# Measures the operator's CPU time, memory and requests on a control plane without controllers: see docs/performance.md.
# PART: 'all', 'create' (only the first phase) or 'life' (only the other phases).
# N: numbers of services, separated by commas (1000). ROUNDS: number of rounds (3). PEER: properties file of another operator.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/bench/run.sh"

N=${N:-1000}
ROUNDS=${ROUNDS:-3}
PEER=${PEER:-}
PART=${PART:-all}
case $N in *[!0-9,]* | '') die "N must be numbers such as 1000 or 100,1000, not '$N'" ;; esac
case $ROUNDS in *[!0-9]* | '' | 0) die "ROUNDS must be a number from 1, not '$ROUNDS'" ;; esac
case $PART in all | create | life) ;; *) die "PART must be 'all', 'create' or 'life', not '$PART'" ;; esac
if [ -n "$PEER" ] && [ ! -f "$PEER" ]; then die "PEER: there is no file $PEER"; fi

prepare
log "measuring; nothing else should run on this machine meanwhile"
drive Bench "$N" "$ROUNDS" "hack/bench/embedding-operator.properties${PEER:+,$PEER}" "$PART"
