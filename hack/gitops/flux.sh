# shellcheck shell=bash
# Sourced by hack/gitops.sh: Flux' controllers, a Git server, and what a user of Flux does.

# start_flux: installs Flux' CRDs, and starts its controllers as the cluster's admin, outside of the cluster
start_flux() {
  local gate
  mkdir -p "$RUN/git" "$RUN/source" "$RUN/source-tmp" "$RUN/kustomize-tmp"
  git init --quiet --bare --initial-branch main "$RUN/git/fleet.git"
  spawn git-server "$(binary git-server)" git git-port
  install_crds "$(flux_crds)"
  kubectl create namespace flux-system >/dev/null
  wait_for 10 git-server "its port" test -s "$RUN/git-port"
  storage=127.0.0.1:$(free_port)
  log "starting Flux' source-controller and kustomize-controller $FLUX_VERSION"
  flux_controller source --storage-path source --storage-addr "$storage" --storage-adv-addr "$storage"
  gate=$(sed -n 's/^ *value: \(--feature-gates=.*\)/\1/p' examples/gitops/flux/flux-system.yaml)
  flux_controller kustomize "$gate" --requeue-dependency 2s
}

flux_controller() { # flux_controller NAME FLAG...
  local name=$1-controller temporary=$RUN/$1-tmp; shift
  spawn "$name" env -u HTTP_PROXY -u HTTPS_PROXY -u http_proxy -u https_proxy KUBECONFIG="$RUN/kubeconfig" TMPDIR="$temporary" \
    RUNTIME_NAMESPACE=flux-system "$(binary "$name")" --metrics-addr 0 --health-addr 127.0.0.1:0 --enable-leader-election=false "$@"
}

# The fleet repository, in which the checks work: operators/ and services/, as the examples name them.
create_repository() {
  local operator=operators/embedding-operator
  FLEET=$RUN/fleet
  git clone --quiet "$RUN/git/fleet.git" "$FLEET" 2>/dev/null
  git -C "$FLEET" checkout --quiet -B main
  mkdir -p "$FLEET/$operator" "$FLEET/services/production"
  cp helm/kustomize/base/*.yaml "$FLEET/$operator/"
  minimal_service first > "$FLEET/services/production/first.yaml"
  push "the operator and a service"
  kubectl apply -f - >/dev/null <<Y
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec:
  url: http://127.0.0.1:$(cat "$RUN/git-port")/fleet.git
  ref: {branch: main}
  interval: 10m
Y
}

push() { # push MESSAGE: commits the work tree
  git -C "$FLEET" add --all
  git -C "$FLEET" -c user.name=test -c user.email=test@example.com -c commit.gpgSign=false commit --quiet --message "$1"
  git -C "$FLEET" push --quiet origin main
}

# deploy MESSAGE: pushes and has Flux fetch at once, as a webhook does
deploy() {
  push "$1"
  reconcile gitrepository flux-system
}

reconcile() { # reconcile KIND NAME: as `flux reconcile` does
  kubectl annotate --namespace flux-system --overwrite "$1" "$2" "reconcile.fluxcd.io/requestedAt=$(date +%s%N)" >/dev/null
}

# synchronize NAME: reconciles a Kustomization and waits until that is done
synchronize() {
  local request
  reconcile kustomization "$1"
  request=$(kubectl get kustomization "$1" --namespace flux-system -o jsonpath='{.metadata.annotations.reconcile\.fluxcd\.io/requestedAt}')
  within 30 is "$request True" kustomization "$1" --namespace flux-system \
    -o jsonpath="{.status.lastHandledReconcileAt} $(condition Ready status)"
}

# example KIND NAME: a document of the example, in YAML
example() {
  awk -v RS='---\n' -v kind="kind: $1\n" -v name="\n  name: $2\n" 'index($0, kind) && index($0, name)' examples/gitops/flux/kustomizations.yaml
}

# team NAME: a namespace and a Kustomization of services like the example's, with a directory of its own
team() {
  kubectl create namespace "$1" >/dev/null
  mkdir -p "$FLEET/services/$1"
  example Kustomization embedding-services |
    sed -e "s/name: embedding-services/name: $1/" -e "s/targetNamespace: .*/targetNamespace: $1/" -e "s#path: ./services/.*#path: ./services/$1#" |
    kubectl apply -f - >/dev/null
}

revision() { echo "main@sha1:$(git -C "$FLEET" rev-parse HEAD)"; }

is_applied() { # is_applied KUSTOMIZATION: whether the last commit is applied, and its services are Ready
  is "True $(revision)" kustomization "$1" --namespace flux-system -o jsonpath="$(condition Ready status) {.status.lastAppliedRevision}"
}

has_failed() { # has_failed KUSTOMIZATION REASON: whether the last commit has failed for that reason
  is "False $2 $(revision)" kustomization "$1" --namespace flux-system \
    -o jsonpath="$(condition Ready status) $(condition Ready reason) {.status.lastAttemptedRevision}"
}

message() { kubectl get kustomization "$1" --namespace flux-system -o jsonpath="$(condition Ready message)"; }
