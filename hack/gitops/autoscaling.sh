# shellcheck shell=bash
# Sourced by hack/gitops.sh: what docs/gitops.md says about services with spec.autoscaling, for Argo CD, Flux and kubectl apply.
# There is no metrics-server: the real autoscaler only keeps the bounds, and the checks move the replicas through the scale subresource
# as it does.

# autoscaled_service NAME MIN [LINE ...]: a service on CPU, in YAML, with further lines of its spec
autoscaled_service() {
  local name=$1 min=$2; shift 2
  minimal_service "$name" 'device: cpu' 'server: {resources: {requests: {cpu: 500m, memory: 1Gi}}}' \
    "autoscaling: {minReplicas: $min, maxReplicas: 8, engine: HPA}" "$@"
}

# fixed_service NAME REPLICAS: the same without autoscaling
fixed_service() {
  minimal_service "$1" 'device: cpu' 'server: {resources: {requests: {cpu: 500m, memory: 1Gi}}}' "replicas: $2"
}

# keda_service NAME: for a cluster with KEDA, which this one is not
keda_service() {
  minimal_service "$1" 'autoscaling:' '  maxReplicas: 8' '  engine: KEDA' '  triggers:' '  - type: cron' \
    '    metadata: {timezone: Etc/UTC, start: "0 8 * * *", end: "0 18 * * *", desiredReplicas: "2"}'
}

scale_as_autoscaler() { # scale_as_autoscaler NAMESPACE NAME REPLICAS
  kubectl patch emb "$2" --namespace "$1" --subresource scale --type merge --field-manager kube-controller-manager \
    --patch "{\"spec\": {\"replicas\": $3}}"
}

has_replicas() { # has_replicas NAMESPACE NAME REPLICAS: the service asks for them, and its Deployment has them
  local kind
  for kind in emb deployment; do is "$3" $kind "$2" --namespace "$1" -o jsonpath='{.spec.replicas}' || return 1; done
}

generation() { kubectl get "$2" "$3" --namespace "$1" -o jsonpath='{.metadata.generation}'; } # generation NAMESPACE KIND NAME

autoscaled_is() { # autoscaled_is NAMESPACE NAME STATUS REASON
  is "$3 $4" emb "$2" --namespace "$1" -o jsonpath="$(condition Autoscaled status) $(condition Autoscaled reason)"
}

# --- Argo CD: APPLICATION is a file, NAMESPACE is that of its services ---

argocd_autoscaling() { # argocd_autoscaling HOW APPLICATION NAMESPACE
  local how=$1; shift
  check "Argo CD, autoscaling: replicas are no difference if Git has none ($how)" argocd_autoscaled "$@"
  check "Argo CD, autoscaling: replicas in Git undo the autoscaler ($how)" argocd_replicas_in_git "$@"
  check "Argo CD, autoscaling: replicas are taken out of Git without stopping a server ($how)" argocd_replicas_removed "$@"
}

argocd_autoscaled() { # argocd_autoscaled APPLICATION NAMESPACE
  local application=$1 namespace=$2 file=$wanted/autoscaled.yaml replicas mode before tree
  autoscaled_service autoscaled 2 > "$file"
  argocd sync "$application" "$file"
  # The real autoscaler raises the default of 1 to the minimum.
  within 60 has_replicas "$namespace" autoscaled 2
  within 60 service_is "$namespace" autoscaled True Ready
  for replicas in 4 2; do
    scale_as_autoscaler "$namespace" autoscaled $replicas
    for mode in client structured server; do synced "$application" --mode $mode "$file"; done
    before=$(generation "$namespace" emb autoscaled)
    argocd sync "$application" "$file"
    within 10 has_replicas "$namespace" autoscaled $replicas
    [ "$(generation "$namespace" emb autoscaled)" = "$before" ]
  done
  # The autoscaler belongs to the service. It is not compared with Git, and not pruned.
  tree=$(argocd tree "$application" "$file")
  is_same "$(grep "/autoscaled $namespace managed\$" <<< "$tree")" "EmbeddingService/autoscaled $namespace managed"
  contains "$tree" "HorizontalPodAutoscaler/autoscaled $namespace child"
  exists hpa autoscaled --namespace "$namespace"
}

is_same() { [ "$1" = "$2" ] || { echo "wanted '$2', found '$1'"; return 1; }; }

argocd_replicas_in_git() { # argocd_replicas_in_git APPLICATION NAMESPACE
  local application=$1 namespace=$2 file=$wanted/in-git.yaml mode
  autoscaled_service in-git 2 'replicas: 3' > "$file"
  argocd sync "$application" "$file"
  within 60 service_is "$namespace" in-git True Ready
  within 10 autoscaled_is "$namespace" in-git False ReplicasConflict
  scale_as_autoscaler "$namespace" in-git 5
  for mode in client structured server; do not synced "$application" --mode $mode "$file"; done
  argocd sync "$application" "$file"
  within 10 has_replicas "$namespace" in-git 3
}

argocd_replicas_removed() { # argocd_replicas_removed APPLICATION NAMESPACE
  local application=$1 namespace=$2 file=$wanted/removed-replicas.yaml
  fixed_service moved 3 > "$file"
  argocd sync "$application" "$file"
  replicas_become_autoscaled "$namespace" argocd sync "$application" "$file"
}

# replicas_become_autoscaled NAMESPACE COMMAND...: the command applies $file, from which `replicas: 3` is taken out
replicas_become_autoscaled() {
  local namespace=$1 before; shift
  within 60 service_is "$namespace" moved True Ready
  before=$(generation "$namespace" deployment moved)
  autoscaled_service moved 3 > "$file"
  "$@"
  # The default of 1 comes back, and counts as the minimum until the autoscaler has set it.
  within 60 is 3 emb moved --namespace "$namespace" -o jsonpath='{.spec.replicas}'
  autoscaled_service moved 1 > "$file"
  "$@"
  within 30 is 1 hpa moved --namespace "$namespace" -o jsonpath='{.spec.minReplicas}'
  for_seconds 5 has_replicas "$namespace" moved 3
  # The Deployment has never been changed.
  [ "$(generation "$namespace" deployment moved)" = "$before" ] || { echo "the Deployment was changed"; return 1; }
  not autoscaled_is "$namespace" moved False ReplicasConflict
}

argocd_health_autoscaled() { # the service runs, and a sync does not wait for metrics
  within 120 autoscaled_is team-a autoscaled False MetricsMissing
  has_health team-a autoscaled Healthy
  keda_service keda > "$wanted/keda.yaml"
  argocd sync "$ARGO/services.yaml" "$wanted/keda.yaml"
  within 60 service_is team-a keda False KindNotInstalled
  has_health team-a keda Progressing
}

# --- kubectl apply ---

kubectl_applies() { # kubectl_applies [OPTION]
  local file=$wanted/kubectl.yaml namespace=kubectl-apply${1:-}
  kubectl create namespace "$namespace"
  autoscaled_service autoscaled 2 > "$file"
  kubectl apply "$@" --namespace "$namespace" -f "$file"
  within 60 has_replicas "$namespace" autoscaled 2
  scale_as_autoscaler "$namespace" autoscaled 4
  kubectl diff "$@" --namespace "$namespace" -f "$file"
  kubectl apply "$@" --namespace "$namespace" -f "$file"
  within 10 has_replicas "$namespace" autoscaled 4
  not autoscaled_is "$namespace" autoscaled False ReplicasConflict
  fixed_service moved 3 > "$file"
  kubectl apply "$@" --namespace "$namespace" -f "$file"
  replicas_become_autoscaled "$namespace" kubectl apply "$@" --namespace "$namespace" -f "$file"
}

# --- Flux: the Kustomization embedding-services and its namespace team-a ---

# changed NAME: how often kustomize-controller's own comparison found that service to differ from Git
changed() { grep -c "\"EmbeddingService/team-a/$1\":\"configured\"" "$RUN/logs/kustomize-controller.log" || true; }

flux_autoscaled() {
  local replicas before
  autoscaled_service autoscaled 2 > "$FLEET/services/production/autoscaled.yaml"
  deploy "a service with autoscaling"
  within 90 is_applied embedding-services
  within 60 has_replicas team-a autoscaled 2
  before=$(changed autoscaled)
  for replicas in 4 2; do
    scale_as_autoscaler team-a autoscaled $replicas
    synchronize embedding-services
    has_replicas team-a autoscaled $replicas
  done
  [ "$(changed autoscaled)" = "$before" ] || { echo "Flux has found a difference"; return 1; }
  grep -q '"EmbeddingService/team-a/autoscaled":"unchanged"' "$RUN/logs/kustomize-controller.log"
  # Not in the inventory, so never pruned.
  contains "$(inventory)" "team-a_autoscaled_embeddingops.io_EmbeddingService"
  not contains "$(inventory)" "HorizontalPodAutoscaler"
  exists hpa autoscaled --namespace team-a
}

inventory() { kubectl get kustomization embedding-services --namespace flux-system -o jsonpath='{.status.inventory.entries[*].id}'; }

flux_current() {
  within 120 autoscaled_is team-a autoscaled False MetricsMissing
  synchronize embedding-services
  is_applied embedding-services
}

flux_without_keda() {
  keda_service keda > "$FLEET/services/production/keda.yaml"
  deploy "a service for KEDA"
  within 60 service_is team-a keda False KindNotInstalled
  for_seconds 5 is "Unknown Progressing" kustomization embedding-services --namespace flux-system \
    -o jsonpath="$(condition Ready status) $(condition Ready reason)"
  rm "$FLEET/services/production/keda.yaml"
  deploy_and_wait
}

flux_autoscaler_pruned() {
  rm "$FLEET"/services/production/{autoscaled,in-git,moved}.yaml
  deploy_and_wait
  # The garbage collector can take 30 s to notice a new CRD.
  within 60 not exists hpa autoscaled --namespace team-a
}

flux_replicas_in_git() {
  local before
  autoscaled_service in-git 2 'replicas: 3' > "$FLEET/services/production/in-git.yaml"
  deploy "replicas beside autoscaling"
  within 60 is_applied embedding-services
  within 10 autoscaled_is team-a in-git False ReplicasConflict
  before=$(changed in-git)
  scale_as_autoscaler team-a in-git 5
  synchronize embedding-services
  within 10 has_replicas team-a in-git 3
  [ "$(changed in-git)" -gt "$before" ]
}

flux_replicas_removed() {
  local file=$FLEET/services/production/moved.yaml
  fixed_service moved 3 > "$file"
  deploy_and_wait
  replicas_become_autoscaled team-a deploy_and_wait
}

deploy_and_wait() {
  deploy "a change of autoscaling"
  within 60 is_applied embedding-services
}
