# shellcheck shell=bash
# Sourced by hack/image.sh: an archive of the classes that a start needs, read and checked beforehand (AppCDS). It belongs to one
# jar and one runtime, so it is made together with them.

make_archive() { # make_archive ROOT JDK
  local app=$1/app java=$1/opt/java/bin/java classes=$IMAGE/classes options port
  options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
  train "$java" "$app/embedding-operator.jar" "$2/bin/java" "$classes" "${options[@]}"
  # Without what depends on which thread came first, so that the same sources make the same archive.
  sed -e '/^#/d' -e '/ source: /d' -e '/^@cp /d' -e 's/ id: .*//' "$classes.raw" | LC_ALL=C sort -u > "$classes"
  (cd "$app" && "$java" "${options[@]}" -Xshare:dump -XX:SharedClassListFile="$classes" \
    -XX:SharedArchiveFile=embedding-operator.jsa -Xlog:disable -Xlog:all=error -cp embedding-operator.jar) >/dev/null
  [ -s "$app/embedding-operator.jsa" ] || die "the class archive could not be made"
}

# Starts the operator once, against an API server that is none, and notes the classes.
train() { # train JAVA JAR JDK_JAVA CLASSES OPTION...
  local java=$1 jar=$2 source=$3 classes=$4 api operator tries=0 port; shift 4
  "$source" "$HACK/image/TrainingApi.java" > "$IMAGE/port" 2> "$IMAGE/training-api.log" &
  api=$!
  until [ -s "$IMAGE/port" ]; do
    tries=$((tries + 1))
    if [ $tries = 300 ] || ! kill -0 $api 2>/dev/null; then die "the API server of the training does not start: $IMAGE/training-api.log"; fi
    sleep 0.1
  done
  port=$(cat "$IMAGE/port")
  cat > "$IMAGE/kubeconfig" <<K
{"apiVersion": "v1", "kind": "Config", "current-context": "x", "users": [{"name": "x", "user": {"token": "x"}}],
 "clusters": [{"name": "x", "cluster": {"server": "http://127.0.0.1:$port"}}],
 "contexts": [{"name": "x", "context": {"cluster": "x", "user": "x"}}]}
K
  # So much memory that nothing is collected, which would load a few classes more.
  KUBECONFIG=$IMAGE/kubeconfig "$java" "$@" -Xmn400m -XX:DumpLoadedClassList="$classes.raw" -jar "$jar" run \
    --management-address 127.0.0.1 --management-port 0 --log-format json > "$IMAGE/training.log" 2>&1 &
  operator=$!
  tries=0
  until grep -q 'embedding-operator started' "$IMAGE/training.log"; do
    tries=$((tries + 1))
    if [ $tries = 600 ] || ! kill -0 $operator 2>/dev/null; then kill $api $operator 2>/dev/null; die "the training fails: $IMAGE/training.log"; fi
    sleep 0.1
  done
  port=$(sed -n 's/.*"management":"http:\/\/127.0.0.1:\([0-9]*\)".*/\1/p' "$IMAGE/training.log")
  curl -q -s --noproxy '*' -o /dev/null "http://127.0.0.1:$port/readyz" -o /dev/null "http://127.0.0.1:$port/metrics"
  sleep 2   # for the reconciliation of the one service that there is
  # Not INT, which background processes of a script ignore.
  kill $operator
  wait $operator || true
  kill $api
  wait $api 2>/dev/null || true
}
