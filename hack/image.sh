#!/usr/bin/env bash
# Builds the operator's image without a base image. See docs/install.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/image/runtime.sh"
. "$HACK/archive.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/image.sh                build target/embedding-operator-image.tar, for hack/node.sh import or docker load
       hack/image.sh --layers       build target/image/ only, which Jib can add to another base image: see docs/install.md

Requires Linux and a JDK with jlink: IMAGE_JDK, otherwise the newest in /usr/lib/jvm if it is 25 or later, otherwise JAVA_HOME
or the default one.
U
}

JAR=target/embedding-operator.jar
IMAGE=$PWD/target/image

layers=false
parse "--layers" "$@"
no_arguments
[ "$(uname -s)" = Linux ] || die "images are built on Linux only: they contain the C library of this machine"
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
if $layers; then exit 0; fi
log "packing"
mvn -q -B -ntp -Pimage com.google.cloud.tools:jib-maven-plugin:buildTar
log "target/embedding-operator-image.tar: $(du -m target/embedding-operator-image.tar | cut -f 1) MB, after $((SECONDS - begin)) s, $(cat target/jib-image.digest)"
