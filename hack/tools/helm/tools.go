//go:build tools

// Package tools pins Helm 4, whose --wait evaluates the status of custom resources.
package tools

import (
	_ "helm.sh/helm/v4/cmd/helm"
)
