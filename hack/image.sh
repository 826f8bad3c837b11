#!/usr/bin/env bash
# The operator's image, from nothing: see docs/install.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/image/runtime.sh"
. "$HACK/archive.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/image.sh                builds target/embedding-operator-image.tar, which hack/node.sh import and docker load read
       hack/image.sh --layers       only target/image/: what Jib puts on a base image with a C library, see docs/install.md

Needs Linux and a JDK with jlink: IMAGE_JDK, else JDK 25 or later of /usr/lib/jvm, else JAVA_HOME or the default one.
U
}

JAR=target/embedding-operator.jar
IMAGE=$PWD/target/image

case ${1:-} in
  '' | --layers) ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac
[ "$(uname -s)" = Linux ] || die "images are built on Linux only: the C library is that of this machine"
need ldd
begin=$SECONDS

log "building the jar and its bill of materials"
mvn -q -B -ntp -Pimage -DskipTests package
rm -rf "$IMAGE"
jdk=$(image_jdk)
log "linking a Java runtime from $jdk: $("$jdk/bin/java" -version 2>&1 | sed -n 2p)"
link_runtime "$jdk" "$IMAGE/program/opt/java"
place_program "$IMAGE/program"
copy_libraries "$IMAGE/program/opt/java" "$IMAGE/system"
log "making the class archive"
(cd "$IMAGE/program/app" && make_archive "$jdk" "$IMAGE/program/opt/java/bin/java" embedding-operator.jar \
  "$IMAGE/program/app/embedding-operator.jsa" "$IMAGE/training")
if [ "${1:-}" = --layers ]; then exit 0; fi
log "packing"
mvn -q -B -ntp -Pimage com.google.cloud.tools:jib-maven-plugin:buildTar
log "target/embedding-operator-image.tar: $(du -m target/embedding-operator-image.tar | cut -f 1) MB, after $((SECONDS - begin)) s, $(cat target/jib-image.digest)"
