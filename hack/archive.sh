# shellcheck shell=bash
# Sourced by hack/image.sh and hack/bench/run.sh after hack/image/runtime.sh: makes the class archive, which contains the classes that the
# operator needs, already parsed and verified. It is valid for one jar and one Java runtime only. Java 25 or later makes an AOT cache, in
# which the classes are also linked; docs/adr/0009-measurements.md explains why its method profiles are not used.

# The number of new EmbeddingServices at each start of the training.
TRAINING_SERVICES=500

# make_archive JDK JAVA JAR ARCHIVE WORK: makes the archive for JAVA. The JDK runs the training's API server.
# The archive works only with the same path of the jar. A relative path is resolved against the working directory.
# The directory WORK is deleted first, since output of an earlier training would be mistaken for output of this one.
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
    die "cannot make the class archive: see $work/create.log"
  # Without -Xshare:on, java silently ignores an archive that it cannot use.
  "$java" @"$HACK/jvm.options" -Xshare:on -XX:SharedArchiveFile="$archive" -jar "$jar" --version >/dev/null ||
    die "$java cannot use the class archive $archive"
}

# Starts the operator twice against a simulated API server. The first start creates all objects. The second finds them, creates those of
# new services, and is recorded by the JVM. All processes have ended when this returns.
train() ( # train JDK JAVA JAR WORK RECORD
  jdk=$1 java=$2 jar=$3 work=$4 record="" api="" operator="" served=0
  trap 'kill $api $operator 2>/dev/null || true; wait' EXIT
  "$jdk/bin/keytool" -genkeypair -alias api -keyalg EC -groupname secp256r1 -dname CN=training -ext san=ip:127.0.0.1 \
    -validity 2 -storetype PKCS12 -storepass training -keystore "$work/keys" 2>/dev/null
  "$jdk/bin/java" -cp "$jar:$HACK/../target/test-classes:$(cat "$work/class-path")" io.embeddingops.training.TrainingApi \
    "$work/keys" training $TRAINING_SERVICES > "$work/api.out" 2> "$work/training-api.log" &
  api=$!
  await $api "$work/training-api.log" grep -q . "$work/api.out"
  # The operator connects as in a pod, without a kubeconfig.
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
    # TERM, since background processes of a script ignore INT.
    kill $operator
    wait $operator || true
    if grep -qE '"level":"(WARN|ERROR)"' "$work/training.$start.log"; then die "the training for the class archive logged warnings: see $work/training.$start.log"; fi
  done
)

all_served() { [ "$(grep -c served "$2")" -ge "$1" ]; } # all_served TIMES FILE

await() { # await PID LOG COMMAND...: until the command succeeds, for at most a minute and while that process lives
  local pid=$1 log=$2 end=$((SECONDS + 60)); shift 2
  until "$@" 2>/dev/null; do
    if [ $SECONDS -ge $end ] || ! kill -0 "$pid" 2>/dev/null; then die "the training for the class archive failed: see $log"; fi
    sleep 0.1
  done
}
