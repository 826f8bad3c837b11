package main

import (
	"context"
	"fmt"
	"os"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/tracing"
	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/yaml"
)

// state is what an application wants and what the cluster has. Targets and lives correspond; a target that is nil is to be pruned.
type state struct {
	application v1alpha1.Application
	targets     []*unstructured.Unstructured
	lives       []*unstructured.Unstructured
	config      *rest.Config
	discovery   discovery.DiscoveryInterface
	kubectl     *kube.KubectlCmd
}

// load reads the files and the live objects. The objects of the file removed are no longer in Git.
func load(application string, manifests []string, removed string) (*state, error) {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return nil, err
	}
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	s := &state{config: config, discovery: client, kubectl: &kube.KubectlCmd{Log: klog.NewKlogr(), Tracer: tracing.NopTracer{}}}
	text, err := os.ReadFile(application)
	if err != nil {
		return nil, err
	}
	if err := yaml.UnmarshalStrict(text, &s.application); err != nil {
		return nil, fmt.Errorf("%s: %w", application, err)
	}
	for _, file := range manifests {
		if err := s.add(file, false); err != nil {
			return nil, err
		}
	}
	if removed != "" {
		return s, s.add(removed, true)
	}
	return s, nil
}

func (s *state) add(file string, removed bool) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	objects, err := kube.SplitYAML(text)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, object := range objects {
		if object.GetNamespace() == "" && s.isNamespaced(object) {
			object.SetNamespace(s.application.Spec.Destination.Namespace)
		}
		live, err := s.kubectl.GetResource(context.Background(), s.config, object.GroupVersionKind(), object.GetName(), object.GetNamespace())
		if errors.IsNotFound(err) {
			live = nil
		} else if err != nil {
			return err
		}
		if removed {
			object = nil
		} else if err := s.track(object); err != nil {
			return err
		}
		if object != nil || live != nil {
			s.targets, s.lives = append(s.targets, object), append(s.lives, live)
		}
	}
	return nil
}

// track marks the target as an object of the application, with Argo CD's default method.
func (s *state) track(object *unstructured.Unstructured) error {
	return argo.NewResourceTracking().SetAppInstance(object, common.LabelKeyAppInstance, s.application.Name,
		s.application.Spec.Destination.Namespace, v1alpha1.TrackingMethodAnnotation, "")
}

// A kind that the cluster does not know yet counts as namespaced.
func (s *state) isNamespaced(object *unstructured.Unstructured) bool {
	kind, err := kube.ServerResourceForGroupVersionKind(s.discovery, object.GroupVersionKind(), "get")
	return err != nil || kind.Namespaced
}

func (s *state) hasOption(option string) bool {
	policy := s.application.Spec.SyncPolicy
	return policy != nil && policy.SyncOptions.HasOption(option)
}
