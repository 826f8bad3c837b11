//go:build tools

// Package tools pins the registry from which the real node pulls images in tests.
package tools

import (
	_ "github.com/distribution/distribution/v3/cmd/registry"
)
