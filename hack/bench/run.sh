# shellcheck shell=bash
# Sourced by hack/bench.sh and hack/soak.sh: builds the operator, runs the driver and removes its clusters.

. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. "$HACK/image/runtime.sh"
. "$HACK/archive.sh"
cd "$HACK/.."

[ "$(uname -s)" = Linux ] || die "requires Linux: CPU time and memory are read from /proc"

# A run directory of its own, which contains only the clusters of this run.
export EMBEDDING_OPERATOR_RUN=$RUN_ROOT-bench-$$

clean_up() {
  local run
  trap '' INT TERM
  for run in "$EMBEDDING_OPERATOR_RUN"/*/; do
    if [ -d "$run" ]; then "$HACK/cluster.sh" down --name "$(basename "$run")" || true; fi
  done
  rmdir "$EMBEDDING_OPERATOR_RUN" 2>/dev/null || true
}

prepare() {
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  log "building target/embedding-operator.jar"
  mkdir -p target/bench
  rm -f target/bench/*.log
  mvn -B -ntp -q -DskipTests package
  # RUNTIME: home of the JDK from which the measured runtime is linked, as for the image. The build uses JAVA_HOME.
  jdk=${RUNTIME:-$(image_jdk)}
  log "linking the image's Java runtime from $jdk"
  rm -rf target/bench/java
  link_runtime "$jdk" target/bench/java
  log "making the class archive target/embedding-operator.jsa"
  make_archive "$jdk" "$PWD/target/bench/java/bin/java" target/embedding-operator.jar target/embedding-operator.jsa \
    "$PWD/target/bench/training"
}

# drive CLASS ARGUMENT...: runs a main class from the test classes
drive() {
  local class=$1; shift
  PATH=$jdk/bin:$PATH java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -cp target/embedding-operator.jar:target/test-classes \
    "io.embeddingops.bench.$class" "$@"
}
