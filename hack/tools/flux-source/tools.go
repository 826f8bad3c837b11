//go:build tools

// Package tools pins Flux' source-controller, which hack/gitops.sh runs.
package tools

import (
	_ "github.com/fluxcd/source-controller"
)
