# shellcheck shell=bash
# Sourced by hack/gitops.sh: what docs/gitops.md says about Flux. Each function is a check; they build on each other.

test_flux() {
  start_flux
  create_repository
  check "order: services wait for the operator (dependsOn)" services_wait
  check "order: the operator is installed from Git, its CRD first" operator_arrives
  check "arrival: a service that no operator has seen is in progress" service_in_progress
  run_operator
  check "arrival: the Kustomization is Ready once the service is" service_arrives
  check "edit: it is Ready again once the new server is" service_edited
  check "invalid spec: what the API server refuses fails at once, and nothing changes" refused_by_api_server
  check "invalid spec: what the operator refuses (Stalled) fails at once" refused_by_operator
  check "invalid spec: a correction is applied at once" corrected
  check "no GPU: the Kustomization is in progress" without_gpu
  check "no GPU: a new commit does not wait for the old one" corrected
  check "drift of the operator's objects is undone, without Flux" child_drift
  check "drift of a service is undone by Flux" service_drift
  check "drift: a field that is not in Git keeps the value of other managers, but not of kubectl" foreign_field
  check "suspend: drift stays until Flux resumes" suspended
  check "replicas of an autoscaler stay (spec.ignore)" scaled
  check "replicas taken out of Git become the default" replicas_removed
  check "replicas of an autoscaler and of kubectl scale stay if Git has none" scaled_without_rule
  check "autoscaling: an autoscaler's replicas are no difference if Git has none" flux_autoscaled
  check "autoscaling: replicas in Git undo the autoscaler" flux_replicas_in_git
  check "autoscaling: replicas are taken out of Git without stopping a server" flux_replicas_removed
  check "autoscaling: a service without metrics is current" flux_current
  check "autoscaling: a service for KEDA is in progress in a cluster without it" flux_without_keda
  check "autoscaling: a service that is no longer in Git is deleted with its autoscaler" flux_autoscaler_pruned
  check "migration: Deployments and Services of the same names" migrated
  check "quiet: reconciling without a change writes nothing" quiet
  check "prune: a service that is no longer in Git is deleted with its objects" pruned
  check "prune: an annotated service stays" prune_disabled
  check "prune: the CRD and all services stay when the operator is taken out of Git" crd_stays
}

services_wait() {
  example Namespace team-a | kubectl apply -f -
  example Kustomization embedding-services | kubectl apply -f -
  within 30 is "False DependencyNotReady" kustomization embedding-services --namespace flux-system \
    -o jsonpath="$(condition Ready status) $(condition Ready reason)"
  not exists crd embeddingservices.embeddingops.io
}

operator_arrives() {
  # There is no helm-controller: the repository has the plain manifests.
  example Kustomization embedding-operator | sed '/kind: HelmRelease/d' | kubectl apply -f -
  within 90 is_applied embedding-operator
  exists deployment embedding-operator --namespace embedding-system
}

service_in_progress() {
  within 30 exists emb first --namespace team-a
  within 10 is "Unknown Progressing" kustomization embedding-services --namespace flux-system \
    -o jsonpath="$(condition Ready status) $(condition Ready reason)"
}

service_arrives() {
  within 60 is_applied embedding-services
  service_is team-a first True Ready
}

service_edited() {
  minimal_service first 'replicas: 2' > "$FLEET/services/production/first.yaml"
  deploy "two servers"
  within 60 is_applied embedding-services
  service_is team-a first True Ready
  is 2 deployment first --namespace team-a -o jsonpath='{.status.readyReplicas}'
}

refused_by_api_server() {
  local before
  before=$(kubectl get emb first --namespace team-a -o jsonpath='{.metadata.resourceVersion}')
  minimal_service first 'replicas: -1' > "$FLEET/services/production/first.yaml"
  minimal_service another > "$FLEET/services/production/another.yaml"
  deploy "a value that the schema excludes, and a good service"
  within 30 has_failed embedding-services ReconciliationFailed
  contains "$(message embedding-services)" "spec.replicas"
  not exists emb another --namespace team-a
  rm "$FLEET/services/production/another.yaml"
  is "$before" emb first --namespace team-a -o jsonpath='{.metadata.resourceVersion}'
}

refused_by_operator() {
  minimal_service first 'server: {extraArgs: ["--port=1"]}' > "$FLEET/services/production/first.yaml"
  deploy "a flag that the operator sets"
  within 30 has_failed embedding-services HealthCheckFailed
  service_is team-a first False InvalidSpec
  # Flux' message names the service and nothing else; the cause is in the service's status.
  contains "$(message embedding-services)" "failed early due to stalled resources: [EmbeddingService/team-a/first status: 'Failed'"
}

corrected() {
  minimal_service first 'replicas: 2' > "$FLEET/services/production/first.yaml"
  deploy "correction"
  within 30 is_applied embedding-services
  service_is team-a first True Ready
}

without_gpu() {
  minimal_service first 'gpu: {count: 64}' > "$FLEET/services/production/first.yaml"
  deploy "more GPUs than a node has"
  within 60 service_is team-a first False InsufficientResources
  for_seconds 10 is "Unknown Progressing" kustomization embedding-services --namespace flux-system \
    -o jsonpath="$(condition Ready status) $(condition Ready reason)"
}

child_drift() {
  kubectl patch kustomization embedding-services --namespace flux-system --type merge --patch '{"spec": {"suspend": true}}'
  kubectl scale deployment first --namespace team-a --replicas 5
  within 10 is 2 deployment first --namespace team-a -o jsonpath='{.spec.replicas}'
  kubectl delete service first --namespace team-a
  within 10 exists service first --namespace team-a
  kubectl patch kustomization embedding-services --namespace flux-system --type merge --patch '{"spec": {"suspend": false}}'
}

service_drift() {
  kubectl patch emb first --namespace team-a --type merge --patch '{"spec": {"replicas": 4}}'
  synchronize embedding-services
  is 2 emb first --namespace team-a -o jsonpath='{.spec.replicas}'
}

# Flux removes what kubectl has set, and leaves what others have.
foreign_field() {
  local patch='{"spec": {"server": {"extraArgs": ["--disable-overlap-schedule"]}}}'
  kubectl patch emb first --namespace team-a --type merge --patch "$patch"
  synchronize embedding-services
  is '' emb first --namespace team-a -o jsonpath='{.spec.server.extraArgs}'
  kubectl patch emb first --namespace team-a --type merge --field-manager dashboard --patch "$patch"
  synchronize embedding-services
  is '["--disable-overlap-schedule"]' emb first --namespace team-a -o jsonpath='{.spec.server.extraArgs}'
  kubectl patch emb first --namespace team-a --type merge --patch '{"spec": {"server": null}}'
}

suspended() {
  kubectl patch kustomization embedding-services --namespace flux-system --type merge --patch '{"spec": {"suspend": true}}'
  kubectl patch emb first --namespace team-a --type merge --patch '{"spec": {"replicas": 4}}'
  reconcile kustomization embedding-services
  for_seconds 5 is 4 emb first --namespace team-a -o jsonpath='{.spec.replicas}'
  kubectl patch kustomization embedding-services --namespace flux-system --type merge --patch '{"spec": {"suspend": false}}'
  within 30 is 2 emb first --namespace team-a -o jsonpath='{.spec.replicas}'
}

scaled() {
  # The example ignores the replicas of this name.
  minimal_service scaled-embedding 'replicas: 2' > "$FLEET/services/production/scaled.yaml"
  deploy "a service for an autoscaler"
  within 60 is_applied embedding-services
  is 2 emb scaled-embedding --namespace team-a -o jsonpath='{.spec.replicas}'
  kubectl scale emb scaled-embedding --namespace team-a --replicas 3
  synchronize embedding-services
  is 3 emb scaled-embedding --namespace team-a -o jsonpath='{.spec.replicas}'
  minimal_service scaled-embedding 'replicas: 2' 'port: 8080' > "$FLEET/services/production/scaled.yaml"
  deploy "another port"
  within 60 is_applied embedding-services
  is "3 8080" emb scaled-embedding --namespace team-a -o jsonpath='{.spec.replicas} {.spec.port}'
}

replicas_removed() {
  minimal_service first > "$FLEET/services/production/first.yaml"
  deploy "no replicas"
  within 60 is_applied embedding-services
  is 1 deployment first --namespace team-a -o jsonpath='{.spec.replicas}'
}

scaled_without_rule() {
  kubectl patch emb first --namespace team-a --subresource scale --type merge --field-manager kube-controller-manager \
    --patch '{"spec": {"replicas": 3}}'
  synchronize embedding-services
  is 3 emb first --namespace team-a -o jsonpath='{.spec.replicas}'
  kubectl scale emb first --namespace team-a --replicas 2
  synchronize embedding-services
  is 2 emb first --namespace team-a -o jsonpath='{.spec.replicas}'
  within 30 service_is team-a first True Ready
}

migrated() {
  local i
  team migrated
  for i in 1 2 3 4; do plain_server "old-$i" > "$FLEET/services/migrated/old-$i.yaml"; done
  deploy "plain Deployments and Services"
  within 60 is_applied migrated
  for i in 1 2 3 4; do minimal_service "old-$i" > "$FLEET/services/migrated/old-$i.yaml"; done
  deploy "EmbeddingServices of the same names"
  # In the first attempt: a failure is tried again only after retryInterval.
  within 90 is_applied_at_once migrated
  for i in 1 2 3 4; do service_is migrated "old-$i" True Ready; done
}

# is_applied_at_once KUSTOMIZATION: like is_applied; a failure meanwhile ends the check
is_applied_at_once() {
  if has_failed "$1" HealthCheckFailed; then message "$1"; kubectl get emb --namespace "$1"; exit 1; fi
  is_applied "$1"
}

plain_server() { # plain_server NAME
  cat <<Y
apiVersion: apps/v1
kind: Deployment
metadata: {name: $1}
spec:
  selector: {matchLabels: {app: $1}}
  template:
    metadata: {labels: {app: $1}}
    spec:
      nodeName: cpu-0
      containers: [{name: server, image: registry.example.com/sglang}]
---
apiVersion: v1
kind: Service
metadata: {name: $1}
spec:
  selector: {app: $1}
  ports: [{port: 30000}]
Y
}

quiet() {
  local i before
  before=$(versions)
  for i in 1 2 3; do synchronize embedding-services; done
  [ "$(versions)" = "$before" ] || { printf 'before:\n%s\nafter:\n%s\n' "$before" "$(versions)"; return 1; }
}

versions() { # the resourceVersions of all services and of what the operator made
  kubectl get emb,deployment,service,configmap,events --namespace team-a -o custom-columns=KIND:.kind,NAME:.metadata.name,VERSION:.metadata.resourceVersion
}

pruned() {
  rm "$FLEET/services/production/scaled.yaml"
  deploy "without a service"
  within 60 is_applied embedding-services
  # The garbage collector can take 30 s to notice a new CRD.
  within 60 not exists deployment scaled-embedding --namespace team-a
  not exists emb scaled-embedding --namespace team-a
  service_is team-a first True Ready
}

prune_disabled() {
  minimal_service kept | sed 's#^metadata:.*#metadata: {name: kept, annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}}#' \
    > "$FLEET/services/production/kept.yaml"
  deploy "a service that is protected"
  within 60 is_applied embedding-services
  rm "$FLEET/services/production/kept.yaml"
  deploy "without it"
  within 60 is_applied embedding-services
  service_is team-a kept True Ready
}

crd_stays() {
  local before
  before=$(kubectl get emb --all-namespaces -o jsonpath='{.items[*].metadata.uid}')
  rm "$FLEET"/operators/embedding-operator/{crd,operator}.yaml
  sed -i.old '/crd.yaml/d; /operator.yaml/d' "$FLEET/operators/embedding-operator/kustomization.yaml"
  rm "$FLEET/operators/embedding-operator/kustomization.yaml.old"
  kubectl patch kustomization embedding-operator --namespace flux-system --type json --patch '[{"op": "remove", "path": "/spec/healthChecks"}]'
  deploy "without the operator"
  within 60 is_applied embedding-operator
  within 30 not exists deployment embedding-operator --namespace embedding-system
  kubectl delete kustomization embedding-operator --namespace flux-system --timeout 60s
  is '' crd embeddingservices.embeddingops.io -o jsonpath='{.metadata.deletionTimestamp}'
  is "$before" emb --all-namespaces -o jsonpath='{.items[*].metadata.uid}'
}
