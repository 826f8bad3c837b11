# shellcheck shell=bash disable=SC2034,SC2153
# Sourced by hack/node.sh: the daemons of the node $NODE_NAME in $NODE, and their settings. No path of theirs may be one that
# another containerd or kubelet uses, as far as they can be told.

NODE_COMPONENTS="containerd kubelet kube-proxy"
NODE_LABEL=embeddingops.io/node=real

client_kubeconfig() { # client_kubeconfig USER FILE [GROUP]: with a certificate; tokens are read when the API server starts only
  local key=$NODE/certs/$2.key certificate=$NODE/certs/$2.crt
  mkdir -p "$NODE/certs"
  chmod 700 "$NODE/certs"
  printf '[req]\ndistinguished_name = name\n[name]\n[client]\nextendedKeyUsage = clientAuth\n' > "$NODE/certs/openssl.cnf"
  openssl ecparam -genkey -name prime256v1 -noout -out "$key"
  openssl req -new -key "$key" -subj "${3:+/O=$3}/CN=$1" -config "$NODE/certs/openssl.cnf" |
    openssl x509 -req -CA "$RUN/certs/ca.crt" -CAkey "$RUN/certs/ca.key" -set_serial "0x$(openssl rand -hex 8)" -days 3650 \
      -extfile "$NODE/certs/openssl.cnf" -extensions client -out "$certificate" 2>/dev/null
  cat > "$NODE/$2" <<K
apiVersion: v1
kind: Config
clusters:
- name: $NAME
  cluster:
    server: https://127.0.0.1:$API_PORT
    certificate-authority: $RUN/certs/ca.crt
users:
- name: $1
  user:
    client-certificate: $certificate
    client-key: $key
contexts:
- name: $NAME
  context:
    cluster: $NAME
    user: $1
current-context: $NAME
K
}

# restrict_oom_score_adj: otherwise runc fails where root lacks CAP_SYS_RESOURCE ("can't get final child's PID from pipe").
# netns_mounts_under_state_dir, options.Root: not /run/netns and /run/containerd/runc, which are everyone's.
# disabled_plugins: they would make /opt/containerd and /run/nri.
start_containerd() {
  cat > "$NODE/containerd.toml" <<T
version = 3
root = "$NODE/containerd"
state = "$NODE/state"
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.nri.v1.nri"]
[grpc]
  address = "$NODE/containerd.sock"
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "registry.local/pause:1"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = ["$(cni_directory)"]
  conf_dir = "$NODE/cni"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
  BinaryName = "$(command -v runc)"
  Root = "$NODE/runc"
T
  # It looks for containerd-shim-runc-v2 in PATH.
  PATH=$(dirname "$(binary containerd)"):$PATH spawn_in_cgroup containerd "$(binary containerd)" --config "$NODE/containerd.toml"
}

containerd_ready() { ctr version >/dev/null 2>&1; }

# failCgroupV1: 1.36 refuses to run with cgroup v1 otherwise.
# clusterDNS: nothing answers there, so that a look-up fails at once; without it each pod gets a warning event.
# imageGCHighThresholdPercent 100: no image is ever removed; they could not be pulled again.
# authentication: the API server has a certificate, for kubectl logs and exec.
# makeIPTablesUtilChains, volumePluginDir, podLogsDir: nothing outside of the node's directory.
start_kubelet() { # start_kubelet ADDRESS
  cat > "$NODE/kubelet.yaml" <<K
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
containerRuntimeEndpoint: unix://$NODE/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
failCgroupV1: false
failSwapOn: false
address: $1
readOnlyPort: 0
healthzPort: 0
authentication:
  x509: {clientCAFile: $RUN/certs/ca.crt}
  anonymous: {enabled: false}
  webhook: {enabled: false}
authorization: {mode: AlwaysAllow}
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
makeIPTablesUtilChains: false
volumePluginDir: $NODE/volume-plugins
podLogsDir: $NODE/pod-logs
resolvConf: ""
clusterDNS: [$1]
K
  spawn_in_cgroup kubelet "$(binary kubelet)" --config "$NODE/kubelet.yaml" --kubeconfig "$NODE/kubelet.kubeconfig" \
    --hostname-override "$NODE_NAME" --node-ip "$1" --root-dir "$NODE/kubelet" --cert-dir "$NODE/certs"
}

# conntrack 0: the machine's own limits stay. masquerade-all: an answer from pod to pod comes back through this machine, where
# the Service's address is put back, even if the bridge does not pass through iptables.
start_kube_proxy() { # start_kube_proxy POD_RANGE
  spawn_in_cgroup kube-proxy "$(binary kube-proxy)" --kubeconfig "$NODE/kube-proxy.kubeconfig" --hostname-override "$NODE_NAME" \
    --proxy-mode iptables --cluster-cidr "$1" --masquerade-all --iptables-localhost-nodeports=false \
    --conntrack-max-per-core 0 --conntrack-tcp-timeout-established 0 --conntrack-tcp-timeout-close-wait 0 \
    --healthz-bind-address "" --metrics-bind-address "127.0.0.1:$(free_port)"
}

kube_proxy_ready() { iptables -t nat -S KUBE-SERVICES 2>/dev/null | grep -q KUBE-NODEPORTS; }

# The taint keeps pods of tests that have fake nodes in mind away, unless there is no other place.
# Made before the kubelet starts, as its address comes from the range that the controller manager gives this object.
create_node() {
  api POST /api/v1/nodes -H 'Content-Type: application/json' -o /dev/null --data-binary @- <<J
{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "$NODE_NAME",
   "labels": {"kubernetes.io/hostname": "$NODE_NAME", "${NODE_LABEL%=*}": "${NODE_LABEL#*=}"}},
 "spec": {"taints": [{"key": "${NODE_LABEL%=*}", "value": "${NODE_LABEL#*=}", "effect": "PreferNoSchedule"}]}}
J
}

pod_range() { api GET "/api/v1/nodes/$NODE_NAME" 2>/dev/null | grep -o '"podCIDR":"[^"]*"' | cut -d '"' -f 4; }
has_pod_range() { [ -n "$(pod_range)" ]; }

node_ready() {
  case $(api GET "/api/v1/nodes/$NODE_NAME" 2>/dev/null) in
    *node.kubernetes.io/not-ready*) return 1 ;;
    *'"type":"Ready","status":"True"'*) return 0 ;;
    *) return 1 ;;
  esac
}

# Nobody can end the pods in an orderly way any more. The node goes first, or their successors would be sent to it.
delete_node() {
  local pods namespace name
  if ! alive etcd || ! alive kube-apiserver; then return 0; fi
  pods=$(api GET "/api/v1/pods?fieldSelector=spec.nodeName%3D$NODE_NAME" \
    -H 'Accept: application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' 2>/dev/null) || return 0
  api DELETE "/api/v1/nodes/$NODE_NAME" -o /dev/null 2>/dev/null || return 0
  { grep -o '"metadata":{"name":"[^}]*"namespace":"[^"]*"' <<< "$pods" || true; } |
    sed 's/^"metadata":{"name":"\([^"]*\)".*"namespace":"\([^"]*\)"/\2 \1/' |
    while read -r namespace name; do
      api DELETE "/api/v1/namespaces/$namespace/pods/$name?gracePeriodSeconds=0" -o /dev/null 2>/dev/null || true
    done
}
