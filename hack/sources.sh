#!/usr/bin/env bash
# Tests models from real servers on this machine: a hub, an S3 server and a registry.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/sources.sh [MAVEN_ARGUMENT ...]

Runs the tests **/*IT.java with the tag "sources", which download from a real S3 server (versitygw $VERSITYGW_VERSION), and if this machine can
run a real node, the end-to-end tests of models from a hub, an S3 server and a registry (distribution $DISTRIBUTION_VERSION). The first run
builds these servers.
U
}

parse "*" "$@"
"$HACK/build.sh" s3 oci
log "mvn verify -Psources: reports are in target/failsafe-reports"
mvn -B -ntp verify -Psources ${arguments[@]+"${arguments[@]}"}
if "$HACK/check-tools.sh" real; then
  "$HACK/e2e.sh" -De2e.sources=true "-Dit.test=HuggingFaceE2E,ImageE2E,BucketE2E"
else
  log "left out: the end-to-end tests, since this machine cannot run a real node"
fi
