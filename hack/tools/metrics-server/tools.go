//go:build tools

// Package tools pins metrics-server, through which autoscalers read the CPU of pods.
package tools

import _ "sigs.k8s.io/metrics-server/cmd/metrics-server"
