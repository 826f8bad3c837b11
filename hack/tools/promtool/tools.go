//go:build tools

// Package tools pins promtool, which checks and tests the chart's alerts.
package tools

import (
	_ "github.com/prometheus/prometheus/cmd/promtool"
)
