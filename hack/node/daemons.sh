# shellcheck shell=bash disable=SC2034,SC2153
# Sourced by hack/node.sh: the daemons of node $NODE_NAME and their settings. As far as they can be configured, they use no path
# outside $NODE, which another containerd or kubelet could use.

NODE_COMPONENTS="containerd kubelet kube-proxy"
NODE_LABEL=embeddingops.io/node=real

# client_kubeconfig USER FILE [GROUP]: with a client certificate, as the API server reads its file of tokens only when it starts
client_kubeconfig() {
  local key=$NODE/certs/$2.key certificate=$NODE/certs/$2.crt
  mkdir -p "$NODE/certs"
  chmod 700 "$NODE/certs"
  printf '[req]\ndistinguished_name = name\n[name]\n[client]\nextendedKeyUsage = clientAuth\n' > "$NODE/certs/openssl.cnf"
  openssl ecparam -genkey -name prime256v1 -noout -out "$key"
  openssl req -new -key "$key" -subj "${3:+/O=$3}/CN=$1" -config "$NODE/certs/openssl.cnf" |
    openssl x509 -req -CA "$RUN/certs/ca.crt" -CAkey "$RUN/certs/ca.key" -set_serial "0x$(openssl rand -hex 8)" -days 3650 \
      -extfile "$NODE/certs/openssl.cnf" -extensions client -out "$certificate" 2>/dev/null
  kubeconfig "$1" "node/$2" "{client-certificate: \"$certificate\", client-key: \"$key\"}"
}

# restrict_oom_score_adj: otherwise runc fails if root lacks CAP_SYS_RESOURCE ("can't get final child's PID from pipe").
# netns_mounts_under_state_dir, options.Root: replace /run/netns and /run/containerd/runc, which others may use.
# disabled_plugins: they would create /opt/containerd and /run/nri.
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
  # containerd finds containerd-shim-runc-v2 in PATH.
  PATH=$(dirname "$(binary containerd)"):$PATH spawn_in_cgroup containerd "$(binary containerd)" --config "$NODE/containerd.toml"
}

containerd_ready() { ctr version >/dev/null 2>&1; }

# failCgroupV1: otherwise Kubernetes 1.36 refuses to run with cgroup v1.
# clusterDNS: nothing listens there, so lookups fail at once; without the setting each pod gets a warning event.
# imageGCHighThresholdPercent: 100 never removes images, which could not be pulled again.
# authentication: the API server uses a client certificate, for kubectl logs and exec.
# makeIPTablesUtilChains, volumePluginDir, podLogsDir: no changes outside the node's directory.
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

# --conntrack-*: 0 keeps the machine's limits.
# --masquerade-all: the reply from a pod to another returns through this machine, which restores the Service's address, even if
# bridged traffic does not pass iptables.
start_kube_proxy() { # start_kube_proxy POD_RANGE
  spawn_in_cgroup kube-proxy "$(binary kube-proxy)" --kubeconfig "$NODE/kube-proxy.kubeconfig" --hostname-override "$NODE_NAME" \
    --proxy-mode iptables --cluster-cidr "$1" --masquerade-all --iptables-localhost-nodeports=false \
    --conntrack-max-per-core 0 --conntrack-tcp-timeout-established 0 --conntrack-tcp-timeout-close-wait 0 \
    --healthz-bind-address "" --metrics-bind-address "127.0.0.1:$(free_port)"
}

kube_proxy_ready() { iptables -t nat -S KUBE-SERVICES 2>/dev/null | grep -q KUBE-NODEPORTS; }

# The taint keeps pods without a node selector away as long as a fake node has room for them.
# Created before the kubelet starts, whose address is from the range that the controller manager gives to this object.
create_node() {
  kubectl create -f - >/dev/null <<N
apiVersion: v1
kind: Node
metadata:
  name: $NODE_NAME
  labels: {kubernetes.io/hostname: $NODE_NAME, ${NODE_LABEL%=*}: ${NODE_LABEL#*=}}
spec:
  taints: [{key: ${NODE_LABEL%=*}, value: ${NODE_LABEL#*=}, effect: PreferNoSchedule}]
N
}

pod_range() { kubectl get node "$NODE_NAME" -o jsonpath='{.spec.podCIDR}' 2>/dev/null; }
has_pod_range() { [ -n "$(pod_range)" ]; }
node_ready() { nodes_ready "$NODE_NAME"; }

# Without the kubelet no pod can end gracefully. The node is deleted first, so that replacements of its pods go elsewhere.
delete_node() {
  if ! alive etcd || ! alive kube-apiserver; then return 0; fi
  kubectl delete node "$NODE_NAME" --wait=false >/dev/null 2>&1 || return 0
  kubectl delete pods --all-namespaces --field-selector "spec.nodeName=$NODE_NAME" --force --wait=false >/dev/null 2>&1 || true
}
