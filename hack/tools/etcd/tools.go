//go:build tools

// Package tools pins etcd, in which the API server keeps its objects.
package tools

import (
	_ "go.etcd.io/etcd/server/v3"
)
