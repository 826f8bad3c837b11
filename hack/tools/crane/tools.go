//go:build tools

// Package tools pins crane, which pushes images to a registry.
package tools

import (
	_ "github.com/google/go-containerregistry/cmd/crane"
)
