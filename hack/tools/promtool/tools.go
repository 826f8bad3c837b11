//go:build tools

// Package tools pins promtool, which checks and tests the chart's alerts, and the Prometheus that scrapes real servers.
package tools

import (
	_ "github.com/prometheus/prometheus/cmd/prometheus"
	_ "github.com/prometheus/prometheus/cmd/promtool"
)
