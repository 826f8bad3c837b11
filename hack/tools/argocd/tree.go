package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/cache"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/klog/v2"
)

// printTree prints a line per object of the application: its name and namespace, and `managed` if it is compared with Git, and pruned when
// it is not there, or `child` if it belongs to such an object.
func (s *state) printTree(out io.Writer) error {
	cluster := cache.NewClusterCache(s.config, cache.SetLogr(klog.NewKlogr()), cache.SetKubectl(s.kubectl),
		cache.SetPopulateResourceInfoHandler(s.applicationOf))
	if err := cluster.EnsureSynced(); err != nil {
		return err
	}
	defer cluster.Invalidate()
	targets := slices.DeleteFunc(slices.Clone(s.targets), func(target *unstructured.Unstructured) bool { return target == nil })
	managed, err := cluster.GetManagedLiveObjs(targets, func(object *cache.Resource) bool { return object.Info == s.application.Name })
	if err != nil {
		return err
	}
	keys := []kube.ResourceKey{}
	for key := range managed {
		keys = append(keys, key)
	}
	lines := []string{}
	cluster.IterateHierarchyV2(keys, func(object *cache.Resource, _ map[kube.ResourceKey]*cache.Resource) bool {
		role := "child"
		if managed[object.ResourceKey()] != nil {
			role = "managed"
		}
		lines = append(lines, fmt.Sprintf("%s/%s %s %s", object.Ref.Kind, object.Ref.Name, object.Ref.Namespace, role))
		return true
	})
	slices.Sort(lines)
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
	return nil
}

// applicationOf is the name of the application that tracks an object, and whether the cache keeps the whole object.
func (s *state) applicationOf(object *unstructured.Unstructured, isRoot bool) (any, bool) {
	if !isRoot {
		return "", false
	}
	name := argo.NewResourceTracking().GetAppName(object, common.LabelKeyAppInstance, v1alpha1.TrackingMethodAnnotation, "")
	return name, name != ""
}
