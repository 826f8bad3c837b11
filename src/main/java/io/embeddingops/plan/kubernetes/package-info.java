/**
 * Rules that the API server enforces on Kubernetes' own types, so that what it would refuse in the Deployment or the
 * Service is refused beforehand and named by the field of the spec. They follow
 * {@code k8s.io/kubernetes/pkg/apis/core/validation}.
 */
package io.embeddingops.plan.kubernetes;
