package main

import (
	"fmt"
	"io"
	"time"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync"
	synccommon "github.com/argoproj/argo-cd/gitops-engine/pkg/sync/common"
	"github.com/argoproj/argo-cd/v3/common"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/klog/v2"
)

// sync applies the targets and prunes, as an automated sync does, and prints a line per object.
func (s *state) sync(out io.Writer) error {
	if s.hasOption("RespectIgnoreDifferences=true") {
		if err := s.respectIgnored(); err != nil {
			return err
		}
	}
	policy := s.application.Spec.SyncPolicy
	prune := policy != nil && policy.Automated != nil && policy.Automated.GetPrune()
	context, cleanup, err := sync.NewSyncContext("", sync.ReconciliationResult{Live: s.lives, Target: s.targets}, s.config, s.config, s.kubectl,
		s.application.Spec.Destination.Namespace,
		sync.WithLogr(klog.NewKlogr()),
		sync.WithPrune(prune),
		sync.WithServerSideApply(s.hasOption("ServerSideApply=true")),
		sync.WithServerSideApplyManager(common.ArgoCDSSAManager),
		sync.WithNamespaceModifier(func(_, _ *unstructured.Unstructured) (bool, error) { return s.hasOption("CreateNamespace=true"), nil }))
	if err != nil {
		return err
	}
	defer cleanup()
	for end := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		context.Sync()
		phase, message, results := context.GetState()
		if !phase.Completed() && time.Now().Before(end) {
			continue
		}
		for _, result := range results {
			fmt.Fprintf(out, "%s/%s %s %s\n", result.ResourceKey.Kind, result.ResourceKey.Name, result.Status, result.Message)
		}
		if phase != synccommon.OperationSucceeded {
			return fmt.Errorf("the sync is %s: %s", phase, message)
		}
		return nil
	}
}
