#!/usr/bin/env bash
# Tests access to the servers with a real gateway, policy agent and Prometheus, and with clients that applications use.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$HACK/.."

usage() {
  cat <<U
usage: hack/access.sh [MAVEN_ARGUMENT ...]

Runs end-to-end tests on a real node:

  routes     with a Gateway of Envoy Gateway $ENVOY_GATEWAY_VERSION and Envoy $ENVOY_VERSION
  policies   enforced by kube-network-policies $NETWORK_POLICIES_VERSION
  metrics    scraped by Prometheus $PROMETHEUS_VERSION as the Prometheus Operator $PROMETHEUS_OPERATOR_VERSION configures it
  clients    of OpenAI for Python and Java, and LangChain4j

The first run builds these programs, which takes 10 minutes on 2 cores. Requires Linux on x86-64 and what hack/e2e.sh requires.
U
}

TESTS=GatewayE2E,NetworkPoliciesE2E,PrometheusE2E,RouteE2E,PolicyE2E,KeysE2E,TlsE2E,ClientsE2E,ServerMetricsE2E,LanesE2E

parse "*" "$@"
"$HACK/check-tools.sh" java cluster real
"$HACK/build.sh" gateway netpol prometheus
"$HACK/clients/install.sh" >/dev/null
"$HACK/e2e.sh" -De2e.access=true "-Dit.test=$TESTS" ${arguments[@]+"${arguments[@]}"}
