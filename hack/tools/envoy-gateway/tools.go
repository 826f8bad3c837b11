//go:build tools

// Package tools pins Envoy Gateway, through which the tests send requests along a service's route.
package tools

import _ "github.com/envoyproxy/gateway/cmd/envoy-gateway"
