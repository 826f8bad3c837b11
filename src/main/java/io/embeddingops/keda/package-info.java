/** The part of KEDA's API that the operator uses: ScaledObject of keda.sh/v1alpha1. */
package io.embeddingops.keda;
