//go:build tools

// Package tools pins the agent that enforces NetworkPolicies on the node of the tests.
package tools

import _ "sigs.k8s.io/kube-network-policies/cmd"
