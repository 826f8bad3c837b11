//go:build tools

// Package tools pins Helm 4, whose --wait looks at custom resources too.
package tools

import (
	_ "helm.sh/helm/v4/cmd/helm"
)
