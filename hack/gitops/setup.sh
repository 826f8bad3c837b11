# shellcheck shell=bash
# Sourced by hack/gitops.sh: what the checks of Flux and of Argo CD share.

build_all() { # build_all PART...
  local parts=(api controllers kwok "$@")
  if jar_is_current && are_built "${parts[@]}"; then return; fi
  log "building what is missing of the operator, the control plane and the tools of GitOps, in parallel"
  if ! jar_is_current; then job maven build_jar; fi
  if ! are_built "${parts[@]}"; then job tools "$HACK/build.sh" "${parts[@]}"; fi
  finish_jobs
}

run_operator() {
  start_operator --allowed-host-paths /usr/local/bin
  wait_for 180 operator "its start" grep -qs 'embedding-operator started' "$RUN/logs/operator.log"
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
