# shellcheck shell=bash disable=SC2153,SC2034
# Sourced by hack/cluster.sh: the components of the cluster $NAME in $RUN. All of them run there, so paths are relative.

API_COMPONENTS=$(programs api)
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
  rm serving.csr openssl.cnf
  while read -r user group; do echo "$(openssl rand -hex 24),$user,$user,$group"; done > tokens.csv <<U
admin system:masters
system:kube-controller-manager
system:kube-scheduler
kwok system:masters
U
  printf 'header = "Authorization: Bearer %s"\n' "$(token admin)" > admin.curl
)

kubeconfig() { # kubeconfig USER FILE
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
  user:
    token: $(token "$1")
contexts:
- name: $NAME
  context:
    cluster: $NAME
    user: $1
current-context: $NAME
K
}

# Below the ports that systems give to outgoing connections, so that it is still free when the API server is restarted.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo $port; return; }
  done
}

# etcd has no authentication here: a socket in a directory that only the user can enter, and no port.
start_etcd() {
  spawn etcd "$(binary etcd)" --name "$NAME" --data-dir etcd --unsafe-no-fsync --quota-backend-bytes 4294967296 \
    --listen-client-urls unix://etcd.sock --advertise-client-urls http://localhost:2379 --listen-peer-urls unix://peer.sock \
    --initial-cluster "$NAME=http://localhost:2380" --log-level warn
}

etcd_ready() { (cd "$RUN" && curl -q -sf --max-time 2 -o /dev/null --unix-socket etcd.sock http://localhost/readyz 2>/dev/null); }

# The Service range is a /16: a /24 is full after 251 Services.
# Without a grace period for watches a stop takes 60 s, as it waits for the clients to end them.
# No endpoint reconciler: it wants an address that is not loopback, which a machine without a network lacks.
# kubelet: for the logs of a real node's pods (hack/node.sh), whose name no DNS server knows.
# Service accounts other than Kubernetes' own are audited: tests see what the operator did, when it runs as one.
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
    --token-auth-file certs/tokens.csv --authorization-mode Node,RBAC --allow-privileged \
    --enable-admission-plugins OwnerReferencesPermissionEnforcement --service-cluster-ip-range 10.96.0.0/16 \
    --shutdown-watch-termination-grace-period 1s \
    --audit-policy-file audit.yaml --audit-log-path logs/audit.log \
    --service-account-issuer https://kubernetes.default.svc.cluster.local \
    --service-account-key-file certs/service-account.pub --service-account-signing-key-file certs/service-account.key
}

api_ready() { [ "$(api GET /readyz 2>/dev/null)" = ok ]; }

# KWOK gives its pods addresses from their node's range, and the same ones on every node that has none.
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

# KWOK manages the nodes whose leases it holds. Without leases (no --node-lease-duration-seconds) they turn NotReady after 50 s;
# those of an earlier KWOK would keep a new one idle for 40 s, as each process has a name of its own.
start_kwok() {
  api DELETE /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases -o /dev/null
  kubeconfig kwok kwok.kubeconfig
  printf 'apiVersion: config.kwok.x-k8s.io/v1alpha1\nkind: KwokConfiguration\n' > "$RUN/kwok.yaml"
  spawn kwok "$(binary kwok)" --config kwok.yaml --kubeconfig kwok.kubeconfig --manage-all-nodes=false \
    --manage-nodes-with-annotation-selector kwok.x-k8s.io/node=fake --node-lease-duration-seconds 40 --server-address=
}

node_json() { # node_json NAME GPUS
  local gpus=$2 cpu memory pods=110 labels="" taints="" resources
  if [ "$gpus" -gt 0 ]; then
    cpu=$((gpus * 12)) memory=$((gpus * 128))
    if [ "$pods" -lt $((gpus * 2)) ]; then pods=$((gpus * 2)); fi
    labels=', "nvidia.com/gpu.present": "true", "nvidia.com/gpu.count": "'$gpus'", "nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3"'
    taints='{"key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule"}'
  else
    cpu=32 memory=128
  fi
  resources='{"cpu": "'$cpu'", "memory": "'$memory'Gi", "ephemeral-storage": "1Ti", "pods": "'$pods'"'
  if [ "$gpus" -gt 0 ]; then resources+=', "nvidia.com/gpu": "'$gpus'"'; fi
  resources+='}'
  cat <<N
{"apiVersion": "v1", "kind": "Node",
 "metadata": {"name": "$1", "annotations": {"kwok.x-k8s.io/node": "fake"}, "labels": {"type": "kwok",
   "kubernetes.io/hostname": "$1", "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64"$labels}},
 "spec": {"taints": [$taints]},
 "status": {"allocatable": $resources, "capacity": $resources}}
N
}

add_node() { node_json "$@" | api POST /api/v1/nodes -H 'Content-Type: application/json' --data-binary @- -o /dev/null; }

# nodes_ready [NODE]: whether that one, or every fake node, can be given pods. The controller manager takes away the
# not-ready taint and hands out the pods' addresses.
nodes_ready() {
  local nodes fake ready cidrs
  nodes=$(api GET "/api/v1/nodes${1:+/$1}?labelSelector=type%3Dkwok" 2>/dev/null | grep -oE \
    '"kwok.x-k8s.io/node":"fake"|"type":"Ready","status":"True"|"podCIDR":|node.kubernetes.io/not-ready') || return 1
  case $nodes in *not-ready*) return 1 ;; esac
  fake=$(grep -c fake <<< "$nodes")
  ready=$(grep -c Ready <<< "$nodes")
  cidrs=$(grep -c podCIDR <<< "$nodes")
  [ "$ready" = "$fake" ] && [ "$cidrs" = "$fake" ]
}

namespace_ready() { api GET /api/v1/namespaces/default/serviceaccounts/default -o /dev/null 2>/dev/null; }

crd_established() {
  api GET "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/$1" 2>/dev/null | grep -q '"type":"Established","status":"True"'
}

apply_crd() { # apply_crd FILE: YAML with one CustomResourceDefinition
  local name
  name=$(sed -n '/^metadata:/,/^[a-z]/s/^  *name: *"\{0,1\}\([a-z0-9.-]*\)"\{0,1\} *$/\1/p' "$1" | head -n 1)
  [ -n "$name" ] || die "$1 is no CustomResourceDefinition in YAML"
  log "installing $name"
  api PATCH "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/$name?fieldManager=hack&force=true" \
    -H 'Content-Type: application/apply-patch+yaml' --data-binary @"$1" -o /dev/null || die "cannot install $1"
  wait_for 20 kube-apiserver "$name becomes Established" crd_established "$name"
}

server_version() { api GET /version | sed -n 's/.*"gitVersion": *"v\([^"]*\)".*/\1/p'; }
