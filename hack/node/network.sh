# shellcheck shell=bash
# Sourced by hack/node.sh: the pods' network is a bridge on this machine, with a range that the controller manager gave the
# node, so that the addresses are those of no other pod of the cluster.

BRIDGE=eo-pods
SERVICES=10.96.0.0/16   # as in hack/components.sh
API_SERVICE=10.96.0.1   # the first of them

# gateway CIDR: its first address, which is this machine's on the bridge
gateway() { local network=${1%/*}; echo "${network%.*}.$((${network##*.} + 1))"; }

require_free_range() { # require_free_range CIDR: another network of this machine there would be cut off
  local routes
  routes=$({ ip -o -4 route show root "$1"; ip -o -4 route show match "$1"; } | grep -v '^default') || return 0
  die "this machine has a network where the pods' $1 would be: $(head -n 1 <<< "$routes")"
}

# Made before the first pod, as the kubelet's own address is on it.
make_bridge() { # make_bridge CIDR
  local address
  address=$(gateway "$1")
  ip link add "$BRIDGE" type bridge
  ip address add "$address/${1#*/}" dev "$BRIDGE"
  ip link set "$BRIDGE" up
  # A connection needs a route before kube-proxy's rules turn its address into a pod's; a machine may have no default route.
  ip route add "$SERVICES" dev "$BRIDGE" src "$address"
  mkdir -p "$NODE/cni"
  # ipMasq false: pods talk to this machine and to each other only.
  cat > "$NODE/cni/10-pods.conflist" <<C
{"cniVersion": "1.0.0", "name": "pods", "plugins": [
  {"type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "ipMasq": false,
   "ipam": {"type": "host-local", "dataDir": "$NODE/ipam", "ranges": [[{"subnet": "$1"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
C
}

# The API server listens on 127.0.0.1. What pods send to its Service is sent there, before kube-proxy refuses it: the Service has
# no endpoints. route_localnet: otherwise the kernel drops what comes from a bridge for 127.0.0.1; it goes with the bridge.
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

# Removes the chains that kube-proxy made, whose names all begin with KUBE-; there were none before (see obstacles).
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
  # Those of pods whose namespace something still holds.
  for veth in $(ip -o link show master "$BRIDGE" 2>/dev/null | sed 's/^[0-9]*: \([^:@]*\).*/\1/'); do
    ip link delete "$veth" 2>/dev/null || true
  done
  ip link delete "$BRIDGE" 2>/dev/null || true
  remove_rules
}
