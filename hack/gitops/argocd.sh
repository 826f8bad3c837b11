# shellcheck shell=bash
# Sourced by hack/gitops.sh: what docs/gitops.md says about Argo CD, with its own comparison, sync and health check.

ARGO=examples/gitops/argocd

test_argocd() {
  wanted=$RUN/argocd
  mkdir -p "$wanted"
  check "Argo CD: one application installs the CRD and services" argocd_order
  run_operator
  check "Argo CD: health of each state" argocd_health
  check "Argo CD: every example stays Synced" argocd_examples
  check "Argo CD: every example stays Synced without ServerSideApply" argocd_client_side
  check "Argo CD: the operator's own manifests stay Synced" argocd_operator
  check "Argo CD: drift of a service is found and undone" argocd_drift
  check "Argo CD: replicas of an autoscaler stay (ignoreDifferences, RespectIgnoreDifferences)" argocd_scaled
  argocd_autoscaling "server-side apply" $ARGO/services.yaml team-a
  argocd_autoscaling "client-side apply" "$wanted/client-side.yaml" team-b
  check "Argo CD, autoscaling: a service without metrics is Healthy, one without KEDA is Progressing" argocd_health_autoscaled
  check "kubectl apply: an autoscaler's replicas stay" kubectl_applies
  check "kubectl apply --server-side: an autoscaler's replicas stay" kubectl_applies --server-side
  check "Argo CD: a service that is no longer in Git is pruned, an annotated one and the CRD stay" argocd_pruned
}

argocd() { KUBECONFIG=$RUN/kubeconfig HOME=$RUN "$(binary argocd)" "$@"; }

# synced [--mode MODE] APPLICATION FILE...: whether every object is as in Git; prints those that are not
synced() {
  local application=$1 output; shift
  output=$(argocd diff "$application" "$@")
  if grep ' OutOfSync ' <<< "$output"; then return 1; fi
  grep -q ' Synced$' <<< "$output"
}

# The cluster does not know the kind yet. The first attempt applies the CRD, but the API server may not serve the kind in time for the
# service; Argo CD tries again, as `retry` says.
argocd_order() {
  kubectl kustomize helm/kustomize/base > "$wanted/operator.yaml"
  minimal_service together | sed 's/^metadata:.*/metadata: {name: together, namespace: default}/' > "$wanted/together.yaml"
  within 60 argocd sync $ARGO/operator.yaml "$wanted/operator.yaml" "$wanted/together.yaml"
  exists emb together --namespace default
}

argocd_health() {
  has_health default together Healthy
  minimal_service waiting 'gpu: {count: 64}' > "$wanted/waiting.yaml"
  minimal_service refused 'server: {extraArgs: ["--port=1"]}' > "$wanted/refused.yaml"
  minimal_service paused 'replicas: 0' > "$wanted/paused.yaml"
  argocd sync $ARGO/services.yaml "$wanted"/{waiting,refused,paused}.yaml
  within 60 service_is team-a waiting False InsufficientResources
  has_health team-a waiting Progressing
  has_health team-a refused Degraded
  # Not Suspended, which would hold up later sync waves.
  has_health team-a paused Healthy
  # The message is the operator's.
  contains "$(health team-a refused)" "--port"
  # An edit that the operator has not seen.
  contains "$(kubectl get emb together --namespace default -o yaml | sed 's/^  generation: .*/  generation: 99/' |
    argocd health $ARGO/argocd-cm.yaml)" "EmbeddingService/together Progressing"
  # Without the check Argo CD has no opinion, and counts every service as healthy.
  printf "apiVersion: v1\nkind: ConfigMap\n" > "$wanted/argocd-cm.yaml"
  contains "$(kubectl get emb refused --namespace team-a -o yaml | argocd health "$wanted/argocd-cm.yaml")" "EmbeddingService/refused none"
}

health() { kubectl get emb "$2" --namespace "$1" -o yaml | argocd health $ARGO/argocd-cm.yaml; }

has_health() { # has_health NAMESPACE SERVICE HEALTH
  within 60 service_has_health "$@" || { health "$1" "$2"; return 1; }
}

service_has_health() { case $(health "$1" "$2") in "EmbeddingService/$2 $3 "*) ;; *) return 1 ;; esac; }

argocd_examples() {
  sed 's/namespace: default/namespace: team-a/' hack/demo/storage.yaml | kubectl apply --namespace team-a -f -
  argocd sync $ARGO/services.yaml examples/*.yaml
  all_examples_are_synced $ARGO/services.yaml
}

argocd_client_side() {
  sed '/ServerSideApply=true/d; s/namespace: team-a/namespace: team-b/' $ARGO/services.yaml > "$wanted/client-side.yaml"
  kubectl create namespace team-b
  argocd sync "$wanted/client-side.yaml" examples/*.yaml
  within 30 synced "$wanted/client-side.yaml" examples/*.yaml
  for_seconds 5 synced "$wanted/client-side.yaml" examples/*.yaml
}

all_examples_are_synced() {
  local mode file
  for file in examples/*.yaml; do
    within 60 service_is team-a "$(sed -n 's/^  name: //p' "$file" | head -n 1)" True Ready
  done
  for mode in client structured server; do synced "$1" --mode $mode examples/*.yaml; done
  synced "$1" examples/*.yaml
}

argocd_operator() {
  synced $ARGO/operator.yaml "$wanted/operator.yaml"
  synced $ARGO/operator.yaml --mode server "$wanted/operator.yaml"
}

argocd_drift() {
  kubectl patch emb minimal --namespace team-a --type merge --patch '{"spec": {"model": {"path": "/models/other"}}}'
  not synced $ARGO/services.yaml examples/01-minimal.yaml
  argocd sync $ARGO/services.yaml examples/01-minimal.yaml
  synced $ARGO/services.yaml examples/01-minimal.yaml
}

argocd_scaled() {
  # The example ignores the replicas of this name.
  minimal_service scaled-embedding 'replicas: 2' > "$wanted/scaled.yaml"
  argocd sync $ARGO/services.yaml "$wanted/scaled.yaml"
  kubectl scale emb scaled-embedding --namespace team-a --replicas 3
  synced $ARGO/services.yaml "$wanted/scaled.yaml"
  minimal_service scaled-embedding 'replicas: 2' 'port: 8080' > "$wanted/scaled.yaml"
  not synced $ARGO/services.yaml "$wanted/scaled.yaml"
  argocd sync $ARGO/services.yaml "$wanted/scaled.yaml"
  is "3 8080" emb scaled-embedding --namespace team-a -o jsonpath='{.spec.replicas} {.spec.port}'
  # Another name: the replicas are those of Git.
  kubectl scale emb minimal --namespace team-a --replicas 3
  sed 's/^spec:/spec:\n  replicas: 1/' examples/01-minimal.yaml > "$wanted/minimal.yaml"
  not synced $ARGO/services.yaml "$wanted/minimal.yaml"
}

argocd_pruned() {
  local output
  minimal_service kept | sed 's#^metadata:.*#metadata: {name: kept, annotations: {argocd.argoproj.io/sync-options: Prune=false}}#' > "$wanted/kept.yaml"
  argocd sync $ARGO/services.yaml "$wanted/kept.yaml"
  cat "$wanted/kept.yaml" <(echo ---) "$wanted/scaled.yaml" > "$wanted/removed.yaml"
  argocd sync $ARGO/services.yaml --removed "$wanted/removed.yaml" examples/01-minimal.yaml
  within 60 not exists emb scaled-embedding --namespace team-a
  exists emb kept --namespace team-a
  output=$(argocd sync $ARGO/operator.yaml --removed "$wanted/operator.yaml" "$wanted/together.yaml")
  contains "$output" "CustomResourceDefinition/embeddingservices.embeddingops.io PruneSkipped"
  is '' crd embeddingservices.embeddingops.io -o jsonpath='{.metadata.deletionTimestamp}'
  exists emb minimal --namespace team-a
  exists emb together --namespace default
}
