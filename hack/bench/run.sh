# shellcheck shell=bash
# Sourced by hack/bench.sh and hack/soak.sh: builds the operator, runs the driver, leaves no cluster behind.

. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. "$HACK/archive.sh"
cd "$HACK/.."

[ "$(uname -s)" = Linux ] || die "Linux is needed: CPU time and memory are read from /proc"

# A place of its own, so that the clusters in it are those of this run and no others.
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
  # RUNTIME: home of the Java that is measured; the build is left to that of JAVA_HOME.
  export PATH=${RUNTIME:+$RUNTIME/bin:}${JAVA_HOME:+$JAVA_HOME/bin:}$PATH
  log "making the class archive target/embedding-operator.jsa: the operator works once"
  java=$(readlink -f "$(command -v java)")
  make_archive "$(dirname "$(dirname "$java")")" "$java" target/embedding-operator.jar target/embedding-operator.jsa \
    "$PWD/target/bench/training"
}

# drive CLASS ARGUMENT...: the driver is a program among the tests
drive() {
  local class=$1; shift
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -cp target/embedding-operator.jar:target/test-classes \
    "io.embeddingops.bench.$class" "$@"
}
