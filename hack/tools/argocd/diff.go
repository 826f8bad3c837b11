package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/diff"
	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	argodiff "github.com/argoproj/argo-cd/v3/util/argo/diff"
	"github.com/argoproj/argo-cd/v3/util/argo/normalizers"
	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// diffConfig is that of the application controller. Without a mode the application's sync options decide.
func (s *state) diffConfig(mode string) (argodiff.DiffConfig, func(), error) {
	_, parser, err := s.kubectl.LoadOpenAPISchema(s.config)
	if err != nil {
		return nil, nil, err
	}
	builder := argodiff.NewDiffConfigBuilder().
		WithDiffSettings(s.application.Spec.IgnoreDifferences, nil, true, normalizers.IgnoreNormalizerOpts{}).
		WithTracking(common.LabelKeyAppInstance, string(v1alpha1.TrackingMethodAnnotation)).
		WithNoCache().
		WithGVKParser(parser).
		WithManager(common.ArgoCDSSAManager).
		WithStructuredMergeDiff(mode == "structured" || mode == "" && s.hasOption("ServerSideApply=true"))
	cleanup := func() {}
	if mode == "server" {
		applier, done, err := s.kubectl.ManageServerSideDiffDryRuns(s.config)
		if err != nil {
			return nil, nil, err
		}
		cleanup = done
		builder.WithServerSideDiff(true).WithServerSideDryRunner(diff.NewK8sServerSideDryRunner(applier))
	}
	config, err := builder.Build()
	return config, cleanup, err
}

// printDiff prints a line per object: its name, and Synced or OutOfSync with the change that a sync would make.
func (s *state) printDiff(mode string, out io.Writer) error {
	config, cleanup, err := s.diffConfig(mode)
	if err != nil {
		return err
	}
	defer cleanup()
	results, err := argodiff.StateDiffs(s.lives, s.targets, config)
	if err != nil {
		return err
	}
	for i, result := range results.Diffs {
		object := s.targets[i]
		if object == nil {
			object = s.lives[i]
		}
		if !result.Modified {
			fmt.Fprintf(out, "%s/%s Synced\n", object.GetKind(), object.GetName())
			continue
		}
		changes, err := changes(result.NormalizedLive, result.PredictedLive)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s/%s OutOfSync %s\n", object.GetKind(), object.GetName(), strings.Join(changes, ", "))
	}
	return nil
}

// respectIgnored gives the targets the live values of ignored fields, as the option RespectIgnoreDifferences=true does.
func (s *state) respectIgnored() error {
	config, cleanup, err := s.diffConfig("")
	if err != nil {
		return err
	}
	defer cleanup()
	normalized, err := argodiff.Normalize(s.lives, s.targets, config)
	if err != nil {
		return err
	}
	for i, live := range s.lives {
		if live == nil || s.targets[i] == nil {
			continue
		}
		live = live.DeepCopy()
		unstructured.RemoveNestedField(live.Object, "status")
		unstructured.RemoveNestedField(normalized.Lives[i].Object, "status")
		if s.targets[i], err = withIgnored(normalized.Targets[i], normalized.Lives[i], live); err != nil {
			return err
		}
	}
	return nil
}

func withIgnored(target, normalizedLive, live *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	var texts [3][]byte
	for i, object := range []*unstructured.Unstructured{target, normalizedLive, live} {
		text, err := json.Marshal(object)
		if err != nil {
			return nil, err
		}
		texts[i] = text
	}
	ignored, err := jsonpatch.CreateMergePatch(texts[1], texts[2])
	if err != nil {
		return nil, err
	}
	patched, err := jsonpatch.MergePatch(texts[0], ignored)
	if err != nil {
		return nil, err
	}
	result := &unstructured.Unstructured{}
	return result, result.UnmarshalJSON(patched)
}
