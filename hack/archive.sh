# shellcheck shell=bash
# Sourced by hack/image.sh and hack/bench/run.sh: an archive of the classes that a start needs, read and checked beforehand
# (AppCDS). It is for one jar and one Java runtime, and means nothing to all others.

# make_archive JDK JAVA JAR ARCHIVE WORK: for that java, which may lack a compiler; the JDK plays the API server of the training.
# It serves only a java that is told the same path of the jar: if that is relative, from the directory where it names this jar.
# The directory WORK is made anew, since what an earlier training left there would be taken for signs of this one.
make_archive() {
  local jdk=$1 java=$2 jar=$3 archive=$4 classes=$5/classes options
  rm -rf "$5"
  mkdir -p "$5"
  options=$(jvm_options_for_archive)
  train "$jdk" "$java" "$jar" "$5"
  # Without what depends on which thread came first, so that the same sources make the same archive. HTTP/2 is spoken by every
  # API server but the training's, so its classes are named here.
  "$jdk/bin/jar" tf "$jar" | sed -n 's:^\(okhttp3/internal/http2/.*\)\.class$:\1:p' > "$classes.http2"
  # A lambda that several lines of a class make alike is there once for each of them. One of a nested class is archived only if
  # its outermost class has been linked, which a line that names a lambda of that class does, even one that it has not.
  awk 'FNR == 1 { split("", times) }
       /^#/ || / source: / || /^@cp / { next }
       { sub(/ id: .*/, ""); line = $0 " " ++times[$0] }
       !(line in known) { known[line]; print }
       $1 == "@lambda-proxy" && $2 ~ /.[$]/ {
         outermost = $2; sub(/[$].*/, "", outermost)
         if (!(outermost in hosts)) { hosts[outermost]; print "@lambda-proxy " outermost " - ()V" }
       }' "$classes.first" "$classes.second" "$classes.http2" | LC_ALL=C sort > "$classes"
  # shellcheck disable=SC2086
  "$java" $options -Xshare:dump -XX:SharedClassListFile="$classes" -XX:SharedArchiveFile="$archive" \
    -Xlog:disable -Xlog:all=error -cp "$jar" >/dev/null
  # A java that cannot use an archive goes on without it, and in silence.
  # shellcheck disable=SC2086
  "$java" $options -Xshare:on -XX:SharedArchiveFile="$archive" -jar "$jar" --version >/dev/null || die "the class archive cannot be used"
}

# An archive is for one garbage collector and one compiler.
jvm_options_for_archive() { grep -E '^-XX:\+Use|^-XX:TieredStopAtLevel' "$HACK/jvm.options"; }

# Starts the operator twice, against an API server that is none, and notes the classes: it makes everything, and then finds it.
# All have ended when it returns.
train() ( # train JDK JAVA JAR WORK
  jdk=$1 java=$2 jar=$3 work=$4 api="" operator=""
  trap 'kill $api $operator 2>/dev/null || true; wait' EXIT
  "$jdk/bin/keytool" -genkeypair -alias api -keyalg EC -groupname secp256r1 -dname CN=training -ext san=ip:127.0.0.1 \
    -validity 2 -storetype PKCS12 -storepass training -keystore "$work/keys" 2>/dev/null
  "$jdk/bin/java" -cp "$jar" "$HACK/TrainingApi.java" "$work/keys" training > "$work/port" 2> "$work/training-api.log" &
  api=$!
  await $api "$work/training-api.log" grep -q . "$work/port"
  port=$(cat "$work/port")
  cat > "$work/kubeconfig" <<K
apiVersion: v1
kind: Config
current-context: x
users: [{name: x, user: {token: x}}]
contexts: [{name: x, context: {cluster: x, user: x}}]
clusters:
- name: x
  cluster:
    server: https://127.0.0.1:$port
    certificate-authority-data: $("$jdk/bin/keytool" -exportcert -rfc -alias api -storepass training -keystore "$work/keys" 2>/dev/null |
      openssl base64 -A)
K
  for start in first second; do
    # So much memory that nothing is collected, which would load a few classes more.
    KUBECONFIG=$work/kubeconfig "$java" @"$HACK/jvm.options" -Xmn400m -Xmx600m -XX:DumpLoadedClassList="$work/classes.$start" \
      -jar "$jar" run --management-address 127.0.0.1 --management-port 0 --log-format json > "$work/training.$start.log" 2>&1 &
    operator=$!
    await $operator "$work/training.$start.log" grep -q 'embedding-operator started' "$work/training.$start.log"
    port=$(sed -n 's/.*"management":"http:\/\/127.0.0.1:\([0-9]*\)".*/\1/p' "$work/training.$start.log")
    curl -q -s --noproxy '*' -o /dev/null "http://127.0.0.1:$port/readyz" -o /dev/null "http://127.0.0.1:$port/metrics"
    sleep 2   # for the reconciliation of the one service that there is
    # Not INT, which background processes of a script ignore.
    kill $operator
    wait $operator || true
    if grep -qE '"level":"(WARN|ERROR)"' "$work/training.$start.log"; then die "the training for the class archive went wrong: $work/training.$start.log"; fi
  done
)

await() { # await PID LOG COMMAND...: until the command succeeds, for at most a minute and while that process lives
  local pid=$1 log=$2 end=$((SECONDS + 60)); shift 2
  until "$@" 2>/dev/null; do
    if [ $SECONDS -ge $end ] || ! kill -0 "$pid" 2>/dev/null; then die "the training for the class archive fails: $log"; fi
    sleep 0.1
  done
}
