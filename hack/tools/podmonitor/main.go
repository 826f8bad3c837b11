// Command podmonitor-config reads a PodMonitor and prints the configuration that the Prometheus Operator generates from it,
// with two differences: Prometheus finds the pods with a kubeconfig, and the interval is that of a test.
//
//	podmonitor-config KUBECONFIG INTERVAL < PODMONITOR
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

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
		return fmt.Errorf("usage: podmonitor-config KUBECONFIG INTERVAL")
	}
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	monitor := &monitoringv1.PodMonitor{}
	if err := yaml.UnmarshalStrict(text, monitor); err != nil {
		return err
	}
	config, err := generate(monitor, monitoringv1.Duration(arguments[1]))
	if err != nil {
		return err
	}
	config, err = withKubeconfig(config, arguments[0])
	if err != nil {
		return err
	}
	_, err = out.Write(config)
	return err
}

func generate(monitor *monitoringv1.PodMonitor, interval monitoringv1.Duration) ([]byte, error) {
	server := &monitoringv1.Prometheus{ObjectMeta: metav1.ObjectMeta{Name: "test", Namespace: monitor.Namespace}}
	server.Spec.ScrapeInterval = interval
	server.Spec.EvaluationInterval = interval
	for i := range monitor.Spec.PodMetricsEndpoints {
		monitor.Spec.PodMetricsEndpoints[i].Interval = ""
		monitor.Spec.PodMetricsEndpoints[i].ScrapeTimeout = ""
	}
	generator, err := prometheus.NewConfigGenerator(nil, server)
	if err != nil {
		return nil, err
	}
	core := fake.NewSimpleClientset().CoreV1()
	config, err := generator.GenerateServerConfiguration(server, nil, map[string]*monitoringv1.PodMonitor{monitor.Name: monitor},
		nil, nil, assets.NewStoreBuilder(core, core), nil, nil, nil, nil)
	// as the operator's config-reloader does, with the environment of the first Prometheus
	return []byte(strings.NewReplacer("$(SHARD)", "0", "$(POD_NAME)", "prometheus-test-0").Replace(string(config))), err
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
