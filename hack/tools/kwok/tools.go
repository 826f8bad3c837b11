//go:build tools

// Package tools pins KWOK, which simulates the kubelet of the fake nodes.
package tools

import (
	_ "sigs.k8s.io/kwok/cmd/kwok"
)
