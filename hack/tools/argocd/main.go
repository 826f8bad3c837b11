// Command argocd compares, syncs and judges objects as Argo CD's application controller does, with Argo CD's own packages.
//
//	argocd diff APPLICATION [--mode client|structured|server] MANIFEST...
//	argocd sync APPLICATION [--removed MANIFEST] MANIFEST...
//	argocd tree APPLICATION MANIFEST...
//	argocd health CONFIGMAP < OBJECTS
//
// The cluster is that of KUBECONFIG. APPLICATION and CONFIGMAP are files: an Application, and argocd-cm.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"
	"k8s.io/klog/v2"
)

func main() {
	// Argo CD logs every step; a failure is in the exit code and in the output.
	logrus.SetOutput(io.Discard)
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) < 2 {
		return fmt.Errorf("usage: argocd diff|sync|tree APPLICATION MANIFEST... | health CONFIGMAP")
	}
	command, file, rest := arguments[0], arguments[1], arguments[2:]
	if command == "health" {
		return printHealth(file, os.Stdin, os.Stdout)
	}
	options, manifests := options(rest)
	state, err := load(file, manifests, options["removed"])
	if err != nil {
		return err
	}
	switch command {
	case "diff":
		return state.printDiff(options["mode"], os.Stdout)
	case "tree":
		return state.printTree(os.Stdout)
	case "sync":
		return state.sync(os.Stdout)
	default:
		return fmt.Errorf("there is no command %q", command)
	}
}

// The options, each with a value, and the other arguments.
func options(arguments []string) (map[string]string, []string) {
	found, others := map[string]string{}, []string{}
	for i := 0; i < len(arguments); i++ {
		if len(arguments[i]) > 2 && arguments[i][:2] == "--" && i+1 < len(arguments) {
			found[arguments[i][2:]] = arguments[i+1]
			i++
		} else {
			others = append(others, arguments[i])
		}
	}
	return found, others
}
