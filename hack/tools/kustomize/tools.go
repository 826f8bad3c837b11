//go:build tools

// Package tools pins kustomize, which builds the plain manifests.
package tools

import (
	_ "sigs.k8s.io/kustomize/kustomize/v5"
)
