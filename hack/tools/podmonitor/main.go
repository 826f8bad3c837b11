// Command podmonitor-config reads a PodMonitor and prints the configuration that the Prometheus Operator would generate
// from it for a Prometheus of that version, except that Prometheus finds the pods with a kubeconfig.
//
//	podmonitor-config PROMETHEUS_VERSION KUBECONFIG < PODMONITOR
package main

import (
	"fmt"
	"io"
	"os"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	"github.com/prometheus-operator/prometheus-operator/pkg/prometheus"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"
	"sigs.k8s.io/yaml"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(arguments []string, in io.Reader, out io.Writer) error {
	if len(arguments) != 2 {
		return fmt.Errorf("usage: podmonitor-config PROMETHEUS_VERSION KUBECONFIG")
	}
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	monitor := &monitoringv1.PodMonitor{}
	if err := yaml.UnmarshalStrict(text, monitor); err != nil {
		return err
	}
	config, err := generate(monitor, arguments[0])
	if err != nil {
		return err
	}
	config, err = withKubeconfig(config, arguments[1])
	if err != nil {
		return err
	}
	_, err = out.Write(config)
	return err
}

func generate(monitor *monitoringv1.PodMonitor, version string) ([]byte, error) {
	server := &monitoringv1.Prometheus{
		ObjectMeta: metav1.ObjectMeta{Name: "test", Namespace: monitor.Namespace},
		Spec:       monitoringv1.PrometheusSpec{CommonPrometheusFields: monitoringv1.CommonPrometheusFields{Version: version}},
	}
	generator, err := prometheus.NewConfigGenerator(nil, server)
	if err != nil {
		return nil, err
	}
	core := fake.NewSimpleClientset().CoreV1()
	return generator.GenerateServerConfiguration(server, nil, map[string]*monitoringv1.PodMonitor{monitor.Name: monitor},
		nil, nil, assets.NewStoreBuilder(core, core), nil, nil, nil, nil)
}

// Without kubeconfig_file, Prometheus would use the service account of its pod.
func withKubeconfig(text []byte, kubeconfig string) ([]byte, error) {
	config := map[string]any{}
	if err := yaml.Unmarshal(text, &config); err != nil {
		return nil, err
	}
	for _, scrape := range config["scrape_configs"].([]any) {
		for _, discovery := range scrape.(map[string]any)["kubernetes_sd_configs"].([]any) {
			discovery.(map[string]any)["kubeconfig_file"] = kubeconfig
		}
	}
	return yaml.Marshal(config)
}
