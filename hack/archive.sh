# shellcheck shell=bash
# Sourced by hack/image.sh and hack/bench/run.sh, after hack/image/runtime.sh: an archive of the classes that the operator needs, read and
# checked beforehand. It is for one jar and one Java runtime, and means nothing to all others. Java 25 or later makes an AOT cache, in
# which they are linked too; docs/adr/0009-performance.md tells why what that says of methods is not used.

# So many are new at every start of the training.
TRAINING_SERVICES=500

# make_archive JDK JAVA JAR ARCHIVE WORK: for that java, which may lack a compiler; the JDK plays the API server of the training.
# It serves only a java that is told the same path of the jar: if that is relative, from the directory where it names this jar.
# The directory WORK is made anew, since what an earlier training left there would be taken for signs of this one.
make_archive() {
  local jdk=$1 java=$2 jar=$3 archive=$4 work=$5 record create
  rm -rf "$work" "$archive"
  mkdir -p "$work"
  if [ "$(jdk_version "$jdk")" -ge 25 ]; then
    record="-XX:AOTMode=record -XX:AOTConfiguration=$work/learnt"
    create="-XX:AOTMode=create -XX:AOTConfiguration=$work/learnt -XX:AOTCache=$archive"
  else
    record="-XX:DumpLoadedClassList=$work/learnt"
    create="-Xshare:dump -XX:SharedClassListFile=$work/learnt -XX:SharedArchiveFile=$archive"
  fi
  (cd "$HACK/.." && mvn -B -ntp -q dependency:build-classpath -DincludeGroupIds=io.vertx,io.netty \
    -DincludeScope=test -Dmdep.outputFile="$work/class-path")
  train "$jdk" "$java" "$jar" "$work" "$record"
  # shellcheck disable=SC2086
  "$java" @"$HACK/jvm.options" $create -Xlog:disable -Xlog:all=error -cp "$jar" >"$work/create.log" 2>&1 ||
    die "the class archive cannot be made: $work/create.log"
  # A java that cannot use an archive goes on without it, and in silence.
  "$java" @"$HACK/jvm.options" -Xshare:on -XX:SharedArchiveFile="$archive" -jar "$jar" --version >/dev/null ||
    die "the class archive cannot be used"
}

# Starts the operator twice, against an API server that is none: it makes everything, and then finds it. The second start is
# what the JVM learns from, since it does both. All have ended when it returns.
train() ( # train JDK JAVA JAR WORK RECORD
  jdk=$1 java=$2 jar=$3 work=$4 record="" api="" operator="" served=0
  trap 'kill $api $operator 2>/dev/null || true; wait' EXIT
  "$jdk/bin/keytool" -genkeypair -alias api -keyalg EC -groupname secp256r1 -dname CN=training -ext san=ip:127.0.0.1 \
    -validity 2 -storetype PKCS12 -storepass training -keystore "$work/keys" 2>/dev/null
  "$jdk/bin/java" -cp "$jar:$HACK/../target/test-classes:$(cat "$work/class-path")" io.embeddingops.training.TrainingApi \
    "$work/keys" training $TRAINING_SERVICES > "$work/api.out" 2> "$work/training-api.log" &
  api=$!
  await $api "$work/training-api.log" grep -q . "$work/api.out"
  # Like a pod, without a kubeconfig.
  "$jdk/bin/keytool" -exportcert -rfc -alias api -storepass training -keystore "$work/keys" > "$work/ca.crt" 2>/dev/null
  printf x > "$work/token"
  export KUBERNETES_SERVICE_HOST=127.0.0.1 KUBERNETES_SERVICE_PORT KUBERNETES_CERTS_CA_FILE=$work/ca.crt
  export KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN=$work/token HOME=/nonexistent
  KUBERNETES_SERVICE_PORT=$(head -n 1 "$work/api.out")
  unset KUBECONFIG
  for start in first second; do
    if [ $start = second ]; then record=$5; fi
    # shellcheck disable=SC2086
    "$java" @"$HACK/jvm.options" $record \
      -jar "$jar" run --management-address 127.0.0.1 --management-port 0 --log-format json > "$work/training.$start.log" 2>&1 &
    operator=$!
    await $operator "$work/training.$start.log" grep -q 'embedding-operator started' "$work/training.$start.log"
    port=$(sed -n 's/.*"management":"http:\/\/127.0.0.1:\([0-9]*\)".*/\1/p' "$work/training.$start.log")
    curl -q -s --noproxy '*' -o /dev/null "http://127.0.0.1:$port/readyz" -o /dev/null "http://127.0.0.1:$port/metrics"
    served=$((served + 1))
    await $operator "$work/training.$start.log" all_served $served "$work/api.out"
    # Not INT, which background processes of a script ignore.
    kill $operator
    wait $operator || true
    if grep -qE '"level":"(WARN|ERROR)"' "$work/training.$start.log"; then die "the training for the class archive went wrong: $work/training.$start.log"; fi
  done
)

all_served() { [ "$(grep -c served "$2")" -ge "$1" ]; } # all_served TIMES FILE

await() { # await PID LOG COMMAND...: until the command succeeds, for at most a minute and while that process lives
  local pid=$1 log=$2 end=$((SECONDS + 60)); shift 2
  until "$@" 2>/dev/null; do
    if [ $SECONDS -ge $end ] || ! kill -0 "$pid" 2>/dev/null; then die "the training for the class archive fails: $log"; fi
    sleep 0.1
  done
}
