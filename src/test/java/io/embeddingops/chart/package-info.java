/** The chart in {@code helm/embedding-operator}, and the plain manifests made from it. */
package io.embeddingops.chart;
