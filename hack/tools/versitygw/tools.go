//go:build tools

// Package tools pins versitygw, the S3 server of the tests of model sources.
package tools

import (
	_ "github.com/versity/versitygw/cmd/versitygw"
)
