//go:build tools

// Package tools pins Flux' kustomize-controller, which hack/gitops.sh runs.
package tools

import (
	_ "github.com/fluxcd/kustomize-controller"
)
