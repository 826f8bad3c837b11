/** The chart in {@code helm/embedding-operator}, and the plain manifests generated from it. */
package io.embeddingops.chart;
