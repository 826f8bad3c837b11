# shellcheck shell=bash
# Sourced by hack/node.sh: the network of the pods is a bridge on this machine. Its addresses are from the range that the
# controller manager gave to the node, so that no other pod of the cluster has them.

BRIDGE=eo-pods
SERVICES=10.96.0.0/16   # as in hack/components.sh
API_SERVICE=10.96.0.1   # the first address

# gateway CIDR: the first address, which this machine has on the bridge
gateway() { local network=${1%/*}; echo "${network%.*}.$((${network##*.} + 1))"; }

# require_free_range CIDR: fails if a network of this machine overlaps with it, which the bridge would cut off
require_free_range() {
  local routes
  routes=$({ ip -o -4 route show root "$1"; ip -o -4 route show match "$1"; } | grep -v '^default') || return 0
  die "a network of this machine overlaps with the pods' range $1: $(head -n 1 <<< "$routes")"
}

# Created before the first pod, since the kubelet's address is on it.
make_bridge() { # make_bridge CIDR
  local address
  address=$(gateway "$1")
  ip link add "$BRIDGE" type bridge
  ip address add "$address/${1#*/}" dev "$BRIDGE"
  ip link set "$BRIDGE" up
  # The kernel looks for a route before kube-proxy's rules replace a Service's address, and there may be no default route.
  ip route add "$SERVICES" dev "$BRIDGE" src "$address"
  mkdir -p "$NODE/cni"
  # ipMasq false: pods reach this machine and each other only.
  cat > "$NODE/cni/10-pods.conflist" <<C
{"cniVersion": "1.0.0", "name": "pods", "plugins": [
  {"type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "ipMasq": false,
   "ipam": {"type": "host-local", "dataDir": "$NODE/ipam", "ranges": [[{"subnet": "$1"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
C
}

# Redirects what pods send to the API server's Service to 127.0.0.1, where it listens. The rule comes before those of kube-proxy,
# which rejects the traffic, as the Service has no endpoints. route_localnet: otherwise the kernel drops packets from the bridge
# to 127.0.0.1; the setting disappears with the bridge.
open_api() { # open_api PORT
  echo 1 > "/proc/sys/net/ipv4/conf/$BRIDGE/route_localnet"
  iptables -t nat -N EO-API
  iptables -t nat -A EO-API -d "$API_SERVICE" -p tcp --dport 443 -j DNAT --to-destination "127.0.0.1:$1"
  iptables -t nat -I PREROUTING -i "$BRIDGE" -j EO-API
}

close_api() {
  iptables -t nat -S EO-API >/dev/null 2>&1 || return 0
  iptables -t nat -D PREROUTING -i "$BRIDGE" -j EO-API 2>/dev/null || true
  iptables -t nat -F EO-API
  iptables -t nat -X EO-API
}

# Removes the chains of kube-proxy, whose names all begin with KUBE-. No other Kubernetes node can own them (see obstacles).
remove_rules() {
  local iptables table rules
  for iptables in iptables ip6tables; do
    command -v "$iptables-save" >/dev/null || continue
    for table in filter nat mangle raw; do
      rules=$("$iptables-save" -t $table 2>/dev/null | grep KUBE-) || continue
      {
        echo "*$table"
        sed -n 's/^-A \([A-Z]*\) \(.*KUBE-.*\)/-D \1 \2/p' <<< "$rules" | { grep -v '^-D KUBE' || true; }
        sed -n 's/^:\(KUBE-[^ ]*\).*/-F \1/p' <<< "$rules"
        sed -n 's/^:\(KUBE-[^ ]*\).*/-X \1/p' <<< "$rules"
        echo COMMIT
      } | "$iptables-restore" --noflush
    done
  done
}

remove_network() {
  local veth
  close_api
  # Interfaces of pods whose network namespace is still in use.
  for veth in $(ip -o link show master "$BRIDGE" 2>/dev/null | sed 's/^[0-9]*: \([^:@]*\).*/\1/'); do
    ip link delete "$veth" 2>/dev/null || true
  done
  ip link delete "$BRIDGE" 2>/dev/null || true
  remove_rules
}
