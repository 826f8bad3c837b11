#!/usr/bin/env bash
# The operator under random changes for a while, and then a check that all is as it should be: see docs/benchmark.md.
# MINUTES: how long (20). SERVICES: how many (500).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/bench/run.sh"

MINUTES=${MINUTES:-20}
SERVICES=${SERVICES:-500}
case $MINUTES$SERVICES in *[!0-9]*) die "MINUTES and SERVICES want numbers" ;; esac

prepare
drive Soak "$MINUTES" "$SERVICES" hack/bench/soak.properties
