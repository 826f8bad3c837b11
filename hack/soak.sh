#!/usr/bin/env bash
# Runs the operator under random changes, then checks every object: see docs/performance.md.
# MINUTES: duration (20). SERVICES: number of services (500).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/bench/run.sh"

MINUTES=${MINUTES:-20}
SERVICES=${SERVICES:-500}
case $MINUTES$SERVICES in *[!0-9]*) die "MINUTES and SERVICES must be whole numbers" ;; esac

prepare
drive Soak "$MINUTES" "$SERVICES" hack/bench/soak.properties
