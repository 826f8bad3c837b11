//go:build tools

// Package tools pins KEDA, which scales services by a query of Prometheus.
package tools

import (
	_ "github.com/kedacore/keda/v2/cmd/adapter"
	_ "github.com/kedacore/keda/v2/cmd/operator"
)
