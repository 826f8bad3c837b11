package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/lua"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

const healthCheck = "resource.customizations.health."

// printHealth prints a line per object in YAML: its name, status and message.
func printHealth(configMap string, in io.Reader, out io.Writer) error {
	overrides, err := healthChecks(configMap)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	objects, err := kube.SplitYAML(text)
	if err != nil {
		return err
	}
	for _, object := range objects {
		found, err := health.GetResourceHealth(object, overrides)
		if err != nil {
			return err
		}
		if found == nil {
			// Argo CD counts an object without a check as healthy.
			found = &health.HealthStatus{Status: "none"}
		}
		fmt.Fprintf(out, "%s/%s %s %s\n", object.GetKind(), object.GetName(), found.Status, found.Message)
	}
	return nil
}

func healthChecks(configMap string) (lua.ResourceHealthOverrides, error) {
	text, err := os.ReadFile(configMap)
	if err != nil {
		return nil, err
	}
	var settings corev1.ConfigMap
	if err := yaml.UnmarshalStrict(text, &settings); err != nil {
		return nil, fmt.Errorf("%s: %w", configMap, err)
	}
	checks := lua.ResourceHealthOverrides{}
	for key, script := range settings.Data {
		if name, found := strings.CutPrefix(key, healthCheck); found {
			// In the key the group and the kind are separated by an underscore.
			checks[strings.Replace(name, "_", "/", 1)] = v1alpha1.ResourceOverride{HealthLua: script}
		}
	}
	return checks, nil
}
