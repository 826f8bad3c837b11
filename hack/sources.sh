#!/usr/bin/env bash
# Tests downloads of models from real servers on this machine.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/sources.sh [MAVEN_ARGUMENT ...]

Runs the tests **/*IT.java with the tag "sources". The first run builds versitygw $VERSITYGW_VERSION, an S3 server.
U
}

parse "*" "$@"
"$HACK/build.sh" s3
log "mvn verify -Psources: reports are in target/failsafe-reports"
mvn -B -ntp verify -Psources ${arguments[@]+"${arguments[@]}"}
