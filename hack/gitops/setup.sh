# shellcheck shell=bash
# Sourced by hack/gitops.sh: builds the programs, and starts the operator.

JAR=target/embedding-operator.jar
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java

build_all() { # build_all PART...
  local parts=(api controllers kwok "$@")
  log "building the operator, and what is missing of the control plane and of the tools of GitOps"
  job maven maven -Dmaven.test.skip=true -Dspotless.check.skip=true package
  if ! are_built "${parts[@]}"; then job tools "$HACK/build.sh" "${parts[@]}"; fi
  finish_jobs
}

# Neither settings of the user nor a proxy may change the result.
start_operator() {
  local variable unset=()
  if alive operator; then return; fi
  for variable in $(env | sed -n 's/^\(EMBEDDING_OPERATOR_[A-Z_]*\)=.*/\1/p') \
    HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy; do unset+=(-u "$variable"); done
  log "starting the operator"
  spawn operator env "${unset[@]}" KUBECONFIG="$RUN/kubeconfig" "$JAVA" -jar "$PWD/$JAR" run \
    --allowed-host-paths /usr/local/bin --management-address 127.0.0.1 --management-port 0
  wait_for 60 operator "its start" grep -q 'embedding-operator started' "$RUN/logs/operator.log"
}

# condition TYPE: the path of a condition's field in an object's status, for kubectl's jsonpath
condition() { printf '{.status.conditions[?(@.type=="%s")].%s}' "$1" "$2"; }

service_is() { # service_is NAMESPACE NAME STATUS REASON
  is "$3 $4" emb "$2" --namespace "$1" -o jsonpath="$(condition Ready status) $(condition Ready reason)" && is_observed "$1" "$2"
}

is_observed() { # is_observed NAMESPACE NAME: whether the operator has seen the last edit
  [ "$(kubectl get emb "$2" --namespace "$1" -o jsonpath='{.metadata.generation}')" = \
    "$(kubectl get emb "$2" --namespace "$1" -o jsonpath='{.status.observedGeneration}')" ]
}

minimal_service() { # minimal_service NAME [LINE ...]: a service in YAML, with further lines of its spec
  local name=$1; shift
  printf 'apiVersion: embeddingops.io/v1alpha1\nkind: EmbeddingService\nmetadata: {name: %s}\nspec:\n  model: {path: /models/%s}\n' "$name" "$name"
  if [ $# -gt 0 ]; then printf '  %s\n' "$@"; fi
}
