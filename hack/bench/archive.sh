# shellcheck shell=bash
# Sourced by hack/bench/run.sh: an archive of the classes that the operator needs (AppCDS), as the image has one. It is for
# one jar at its path and one JVM; to all others it means nothing.

make_archive() { # make_archive JAR ARCHIVE
  local jar=$1 archive=$2 run operator tries=0
  log "making the class archive $archive: the operator works once"
  rm -f "$archive"
  "$HACK/cluster.sh" up --profile api --name archive --crds crds >/dev/null
  run=$("$HACK/cluster.sh" path --name archive)
  "$HACK/cluster.sh" api PATCH --name archive \
    '/apis/embeddingops.io/v1alpha1/namespaces/default/embeddingservices/a?fieldManager=hack' \
    -H 'Content-Type: application/apply-patch+yaml' -o /dev/null --data-binary \
    '{"apiVersion": "embeddingops.io/v1alpha1", "kind": "EmbeddingService", "metadata": {"name": "a"}, "spec": {"model": {"path": "/a"}}}'
  KUBECONFIG=$run/kubeconfig java @hack/jvm.options -XX:ArchiveClassesAtExit="$archive" -Xlog:disable -Xlog:all=error \
    -jar "$jar" run --management-address 127.0.0.1 --management-port 0 > target/bench/archive.log 2>&1 &
  operator=$!
  until "$HACK/cluster.sh" api GET --name archive /apis/embeddingops.io/v1alpha1/namespaces/default/embeddingservices/a |
    grep -q observedGeneration; do
    tries=$((tries + 1))
    if [ $tries = 100 ]; then kill $operator; die "the operator does not work: target/bench/archive.log"; fi
    sleep 0.3
  done
  kill $operator
  wait $operator || true
  "$HACK/cluster.sh" down --name archive
  [ -s "$archive" ] || die "the JVM made no archive: target/bench/archive.log"
}
