# shellcheck shell=bash disable=SC2153,SC2034
# Sourced by hack/cluster.sh: the components of the cluster $NAME. They run in $RUN, so their paths are relative.

API_COMPONENTS="etcd kube-apiserver"
FULL_COMPONENTS="$API_COMPONENTS $(programs controllers) $(programs kwok)"

cluster_is_built() { are_built api controllers kwok; }

token() { sed -n "s/^\([^,]*\),$1,.*/\1/p" "$RUN/certs/tokens.csv"; }

certificates() (
  cd "$RUN/certs" || exit
  for key in ca serving service-account; do openssl ecparam -genkey -name prime256v1 -noout -out $key.key; done
  openssl ec -in service-account.key -pubout -out service-account.pub 2>/dev/null
  cat > openssl.cnf <<C
[req]
distinguished_name = name
prompt = no
[name]
CN = embedding-operator-hack
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign, digitalSignature
subjectKeyIdentifier = hash
[serving]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = IP:127.0.0.1, IP:10.96.0.1, DNS:localhost, DNS:kubernetes.default.svc
C
  openssl req -x509 -new -key ca.key -days 3650 -config openssl.cnf -extensions ca -out ca.crt
  openssl req -new -key serving.key -config openssl.cnf -out serving.csr
  openssl x509 -req -in serving.csr -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 8)" -days 3650 \
    -extfile openssl.cnf -extensions serving -out serving.crt 2>/dev/null
  openssl ecparam -genkey -name prime256v1 -noout -out front-proxy.key
  openssl req -x509 -new -key front-proxy.key -days 3650 -subj /CN=front-proxy -config openssl.cnf -extensions serving -out front-proxy.crt
  rm serving.csr openssl.cnf
  while read -r user group; do echo "$(openssl rand -hex 24),$user,$user,$group"; done > tokens.csv <<U
admin system:masters
system:kube-controller-manager
system:kube-scheduler
kwok system:masters
U
)

# kubeconfig USER FILE [CREDENTIALS]: the credentials are an object in YAML; by default the user's token
kubeconfig() {
  local credentials=${3:-}
  [ -n "$credentials" ] || credentials="{token: $(token "$1")}"
  cat > "$RUN/$2" <<K
apiVersion: v1
kind: Config
clusters:
- name: $NAME
  cluster:
    server: https://127.0.0.1:$API_PORT
    certificate-authority-data: $(openssl base64 -A -in "$RUN/certs/ca.crt")
users:
- name: $1
  user: $credentials
contexts:
- name: $NAME
  context: {cluster: $NAME, user: $1}
current-context: $NAME
K
}

# Below the range of ephemeral ports, so that no outgoing connection takes it while the API server is stopped.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo $port; return; }
  done
}

# etcd has no authentication here, so it listens on a socket in a directory that only the user can enter.
start_etcd() {
  spawn etcd "$(binary etcd)" --name "$NAME" --data-dir etcd --unsafe-no-fsync --quota-backend-bytes 4294967296 \
    --listen-client-urls unix://etcd.sock --advertise-client-urls http://localhost:2379 --listen-peer-urls unix://peer.sock \
    --initial-cluster "$NAME=http://localhost:2380" --log-level warn
}

etcd_ready() { (cd "$RUN" && curl -q -sf --max-time 2 -o /dev/null --unix-socket etcd.sock http://localhost/readyz 2>/dev/null); }

# --service-cluster-ip-range: a /24 would be full after 251 Services.
# --shutdown-watch-termination-grace-period: by default a stop waits up to 60 s for clients to end their watches.
# --endpoint-reconciler-type: the default requires an address that is not loopback; a machine without a network has none.
# --kubelet-*: for kubectl logs and exec on a real node (hack/node.sh), whose name is in no DNS.
# --requestheader-*, --proxy-client-*: for APIs behind this one, such as metrics.k8s.io. The certificate is its own authority.
# --audit-policy-file: records the requests of service accounts outside kube-system, so that tests can check the operator's.
start_api() {
  cat > "$RUN/audit.yaml" <<A
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- {level: None, userGroups: ["system:serviceaccounts:kube-system"]}
- {level: Metadata, userGroups: ["system:serviceaccounts"]}
- {level: None}
A
  spawn kube-apiserver "$(binary kube-apiserver)" --etcd-servers unix://etcd.sock \
    --bind-address 127.0.0.1 --secure-port "$API_PORT" --advertise-address 127.0.0.1 --endpoint-reconciler-type none \
    --tls-cert-file certs/serving.crt --tls-private-key-file certs/serving.key --client-ca-file certs/ca.crt \
    --kubelet-client-certificate certs/serving.crt --kubelet-client-key certs/serving.key \
    --kubelet-preferred-address-types InternalIP \
    --requestheader-client-ca-file certs/front-proxy.crt --requestheader-allowed-names front-proxy \
    --requestheader-username-headers X-Remote-User --requestheader-group-headers X-Remote-Group \
    --requestheader-extra-headers-prefix X-Remote-Extra- \
    --proxy-client-cert-file certs/front-proxy.crt --proxy-client-key-file certs/front-proxy.key \
    --token-auth-file certs/tokens.csv --authorization-mode Node,RBAC --allow-privileged \
    --enable-admission-plugins OwnerReferencesPermissionEnforcement --service-cluster-ip-range 10.96.0.0/16 \
    --shutdown-watch-termination-grace-period 1s \
    --audit-policy-file audit.yaml --audit-log-path logs/audit.log \
    --service-account-issuer https://kubernetes.default.svc.cluster.local \
    --service-account-key-file certs/service-account.pub --service-account-signing-key-file certs/service-account.key
}

api_ready() { [ "$(kubectl get --raw /readyz 2>/dev/null)" = ok ]; }

# --allocate-node-cidrs: KWOK gives pods addresses from their node's range; nodes without a range would share addresses.
start_controllers() {
  kubeconfig system:kube-controller-manager controller-manager.kubeconfig
  kubeconfig system:kube-scheduler scheduler.kubeconfig
  cat > "$RUN/scheduler.yaml" <<S
apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
leaderElection: {leaderElect: false}
clientConnection: {kubeconfig: scheduler.kubeconfig, qps: 500, burst: 1000}
S
  spawn kube-controller-manager "$(binary kube-controller-manager)" --kubeconfig controller-manager.kubeconfig \
    --leader-elect=false --secure-port 0 --use-service-account-credentials --root-ca-file certs/ca.crt \
    --service-account-private-key-file certs/service-account.key --kube-api-qps 500 --kube-api-burst 1000 \
    --allocate-node-cidrs --cluster-cidr 10.128.0.0/9 --node-cidr-mask-size 20
  spawn kube-scheduler "$(binary kube-scheduler)" --config scheduler.yaml --secure-port 0
}

# --node-lease-duration-seconds: without leases nodes become NotReady after 50 s. KWOK manages the nodes whose leases it holds,
# and each KWOK process has another identity: it would wait 40 s for the leases of a previous one to expire.
start_kwok() {
  kubectl delete leases --all --namespace kube-node-lease --wait=false >/dev/null
  kubeconfig kwok kwok.kubeconfig
  printf 'apiVersion: config.kwok.x-k8s.io/v1alpha1\nkind: KwokConfiguration\n' > "$RUN/kwok.yaml"
  spawn kwok "$(binary kwok)" --config kwok.yaml --kubeconfig kwok.kubeconfig --manage-all-nodes=false \
    --manage-nodes-with-annotation-selector kwok.x-k8s.io/node=fake --node-lease-duration-seconds 40 --server-address=
}

node_manifest() { # node_manifest NAME GPUS
  local gpus=$2 cpu=32 memory=128 pods=110 gpu="" gpu_labels="" taints=""
  if [ "$gpus" -gt 0 ]; then
    cpu=$((gpus * 12)) memory=$((gpus * 128))
    if [ "$pods" -lt $((gpus * 2)) ]; then pods=$((gpus * 2)); fi
    gpu=", nvidia.com/gpu: $gpus"
    gpu_labels=", nvidia.com/gpu.present: 'true', nvidia.com/gpu.count: '$gpus', nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3"
    taints="{key: nvidia.com/gpu, value: present, effect: NoSchedule}"
  fi
  cat <<N
---
apiVersion: v1
kind: Node
metadata:
  name: $1
  annotations: {kwok.x-k8s.io/node: fake}
  labels: {type: kwok, kubernetes.io/hostname: $1, kubernetes.io/os: linux, kubernetes.io/arch: amd64$gpu_labels}
spec:
  taints: [$taints]
status:
  allocatable: &resources {cpu: $cpu, memory: ${memory}Gi, ephemeral-storage: 1Ti, pods: $pods$gpu}
  capacity: *resources
N
}

# nodes_ready [NODE]: whether this node, or every fake node, accepts pods: it is Ready, and the controller manager has given
# it a range of pod addresses and removed the not-ready taint.
nodes_ready() {
  local nodes columns='READY:.status.conditions[?(@.type=="Ready")].status,RANGE:.spec.podCIDR,TAINTS:.spec.taints[*].key'
  # shellcheck disable=SC2086
  nodes=$(kubectl get nodes ${1:---selector type=kwok} --no-headers -o custom-columns="$columns" 2>/dev/null) || return 1
  ! grep -qvE '^True +[0-9]' <<< "$nodes" && ! grep -q node.kubernetes.io/not-ready <<< "$nodes"
}

namespace_ready() { kubectl get serviceaccount default --namespace default >/dev/null 2>&1; }

# Polled: kubectl wait fails for a new CRD whose conditions are still null.
crds_established() { kubectl wait --for=condition=Established --timeout=2s -f "$1" >/dev/null 2>&1; }

install_crds() { # install_crds PATH: a file or a directory
  [ -e "$1" ] || die "--crds: there is no $1"
  log "installing the CRDs in $1"
  kubectl apply --server-side --force-conflicts --field-manager hack -f "$1" >/dev/null || die "cannot install $1"
  wait_for 20 kube-apiserver "the CRDs in $1 are Established" crds_established "$1"
}
