# shellcheck shell=bash
# Sourced by hack/demo.sh and hack/gitops.sh: the operator's jar, in a process of its own.

JAR=target/embedding-operator.jar
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java

jar_is_current() {
  [ -f $JAR ] && [ -z "$(find pom.xml src/main crds -newer $JAR 2>/dev/null | head -n 1)" ] && "$JAVA" -jar $JAR --version >/dev/null 2>&1
}

build_jar() { maven -Dmaven.test.skip=true -Dspotless.check.skip=true package; }

# start_operator FLAG...: neither settings of the user nor a proxy may change the result
start_operator() {
  local variable unset=()
  for variable in $(env | sed -n 's/^\(EMBEDDING_OPERATOR_[A-Z_]*\)=.*/\1/p') \
    HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy; do unset+=(-u "$variable"); done
  log "starting the operator: java -jar $JAR run $*"
  spawn operator env "${unset[@]}" KUBECONFIG="$RUN/kubeconfig" "$JAVA" -jar "$PWD/$JAR" run "$@" \
    --management-address 127.0.0.1 --management-port 0
}
